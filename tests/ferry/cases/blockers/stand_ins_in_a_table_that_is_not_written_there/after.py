# blockers: held_back, mock
from unittest import mock

from app.persistence import get_persistence

HOOKS = {}
COMMANDS = {}
NAMES = {}


def fire(event):
    for function in HOOKS.get(event, ()):
        function(event)


def call(event):
    return COMMANDS[event](event)


def call_named(event):
    return NAMES[event](event)


def count(event):
    return event, get_persistence().count_players()


def named(event):
    return event, get_persistence().count_players()


def count_all(event):
    return event, get_persistence().count_players()


HOOKS["count"] = [count]
COMMANDS["count"] = named
NAMES["count"] = count_all


class Seen:
    def __call__(self, event):
        return event


def made():
    return {"count": mock.Mock()}


def test_a_function_gives_it():
    with mock.patch.dict(COMMANDS, made()):
        call("count")


def test_filled():
    told = {}
    told["count"] = mock.Mock()
    with mock.patch.dict(NAMES, told):
        call_named("count")


def test_an_object_that_is_called(monkeypatch):
    monkeypatch.setitem(HOOKS, "count", [Seen()])
    fire("count")
