# blockers: held_back, mock
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


def made():
    return [ignore]


def test_made(monkeypatch):
    monkeypatch.setitem(HOOKS, "count", made())
    fire("count", "a")


def test_filled(monkeypatch):
    handlers = []
    handlers.append(lambda *arguments: None)
    monkeypatch.setitem(HOOKS, "count", handlers)
    fire("count", "a")
