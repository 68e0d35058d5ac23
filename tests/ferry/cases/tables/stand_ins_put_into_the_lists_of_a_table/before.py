from unittest import mock

from app.persistence import get_persistence

HOOKS = {}


def on(event):
    def decorate(function):
        HOOKS.setdefault(event, []).append(function)
        return function

    return decorate


def fire(event, *arguments):
    for function in HOOKS.get(event, ()):
        function(event, *arguments)


@on("count")
def record(event, name):
    print(event, name, get_persistence().count_players())


def ignore(*arguments):
    return None


def test_lambdas():
    calls = []
    with mock.patch.dict(HOOKS, {"count": [lambda *arguments: calls.append(arguments)]}):
        fire("count", "a")
    assert calls == [("count", "a")]


def test_functions(monkeypatch):
    monkeypatch.setitem(HOOKS, "count", [ignore, *HOOKS["count"]])
    fire("count", "a")


def test_mocks():
    seen = mock.Mock()
    with mock.patch.dict(HOOKS, count=[seen]):
        fire("count", "a")
    seen.assert_called_once_with("count", "a")


def test_by_name(monkeypatch):
    handlers = [mock.Mock(), lambda *arguments: None]
    monkeypatch.setitem(HOOKS, "count", handlers)
    fire("count", "a")


def test_comprehension(monkeypatch):
    monkeypatch.setitem(HOOKS, "count", [lambda *arguments: None for _ in range(2)])
    fire("count", "a")


def test_nothing(monkeypatch):
    monkeypatch.setitem(HOOKS, "count", [])
    fire("count", "a")
