from unittest.mock import MagicMock, Mock

from app.persistence import get_persistence

HOOKS = {}


def fire(event):
    for function in HOOKS.get(event, ()):
        function(event)


def count(event):
    return event, get_persistence().count_players()


HOOKS["count"] = [count]


def test_append():
    seen = Mock()
    HOOKS["count"].append(seen)
    fire("count")
    seen.assert_called_once_with("count")


def test_extend():
    HOOKS["count"].extend([Mock(), MagicMock()])
    fire("count")


def test_a_slice():
    HOOKS["count"][:] = [Mock()]
    fire("count")


def test_an_item():
    HOOKS["count"][0] = Mock()
    fire("count")


def test_another_list():
    seen = MagicMock()
    HOOKS["count"] = [seen]
    fire("count")
    seen.assert_called_once_with("count")
