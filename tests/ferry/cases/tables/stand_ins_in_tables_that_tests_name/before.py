from unittest import mock

from app.persistence import get_persistence

HOOKS = {}
COMMANDS = {}


def on(event):
    def decorate(function):
        HOOKS.setdefault(event, []).append(function)
        COMMANDS[event] = function
        return function

    return decorate


def fire(event):
    for function in HOOKS.get(event, ()):
        function(event)


def call(event):
    return COMMANDS[event](event)


@on("count")
def count(event):
    return event, get_persistence().count_players()


class Shop:
    hooks = {"count": [count]}
    commands = {"count": count}

    def fire(self, event):
        for function in self.hooks[event]:
            function(event)

    def call(self, event):
        return self.commands[event](event)


def test_a_variable():
    told = {"count": lambda event: 3}
    with mock.patch.dict(COMMANDS, told):
        assert call("count") == 3


def test_names():
    with mock.patch.dict(COMMANDS, dict(count=mock.Mock(return_value=4))):
        assert call("count") == 4


def test_what_is_spread():
    told = {"count": mock.Mock(return_value=5)}
    with mock.patch.dict(COMMANDS, **told):
        assert call("count") == 5


@mock.patch.dict(HOOKS, values={"count": [lambda event: 1]})
def test_decorated():
    fire("count")


def test_lists_in_another_table(monkeypatch):
    seen = mock.Mock()
    monkeypatch.setattr(Shop, "hooks", {"count": [seen]})
    Shop().fire("count")
    seen.assert_called_once_with("count")


def test_another_table(monkeypatch):
    made = {name: mock.Mock() for name in ("count", "list")}
    monkeypatch.setattr(Shop, "commands", made)
    Shop().call("list")


def test_one_for_all(monkeypatch):
    made = dict.fromkeys(["count"], mock.Mock(return_value=6))
    monkeypatch.setattr(Shop, "commands", made)
    assert Shop().call("count") == 6
