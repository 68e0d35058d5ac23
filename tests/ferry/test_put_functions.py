"""Functions that another module puts where functions that become async are called: the call asks which it got."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate_modules

BOXES = """\
from app.persistence import get_persistence


def size(level):
    return get_persistence().count_players() + level


TABLE = {"size": size}
HOOKS = [size]
ONE = size


def by_table(name):
    return TABLE[name](1)


def by_list():
    return [hook(2) for hook in HOOKS]


def by_variable():
    return ONE(3)


class Runner:
    def __init__(self, load=size):
        self.load = load

    def go(self):
        return self.load(4)


class Room:
    watchers = [size]

    def post(self):
        return [watcher(5) for watcher in self.watchers]


class Lobby(Room):
    pass
"""
CALLS = ("TABLE[name](1)", "hook(2)", "ONE(3)", "self.load(4)", "watcher(5)")
PUTS = {
    "boxes.TABLE['other'] = lambda level: 7": 0,
    "boxes.TABLE.update(other=lambda level: 7)": 0,
    "boxes.TABLE.update({'other': lambda level: 7})": 0,
    "boxes.TABLE.update([('other', lambda level: 7)])": 0,
    "boxes.TABLE |= {'other': lambda level: 7}": 0,
    "boxes.TABLE = {'size': lambda level: 7}": 0,
    "boxes.TABLE.update(other=abs)": 0,
    "boxes.HOOKS.extend([lambda level: 7])": 1,
    "boxes.HOOKS.append(abs)": 1,
    "boxes.HOOKS += [lambda level: 7]": 1,
    "boxes.HOOKS[:] = [lambda level: 7]": 1,
    "boxes.HOOKS = [lambda level: 7]": 1,
    "setattr(boxes, 'HOOKS', [lambda level: 7])": 1,
    "boxes.ONE = lambda level: 7": 2,
    "boxes.ONE = abs": 2,
    "runner.load = lambda level: 7": 3,
    "setattr(runner, 'load', lambda level: 7)": 3,
    "runner.load = abs": 3,
    "boxes.Room.watchers = [lambda level: 7]": 4,
    "boxes.Lobby.watchers = [lambda level: 7]": 4,
    "boxes.Lobby().watchers.append(lambda level: 7)": 4,
}


@pytest.mark.parametrize("put", PUTS)
def test_what_another_module_puts_there_is_not_awaited_blindly(put: str, tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    other = (
        f"from cases import boxes\n\n\ndef main():\n    runner = boxes.Runner()\n    {put}\n    return runner.go()\n"
    )
    changes = migrate_modules(tmp_path, boxes=BOXES, other=other)
    text = (tmp_path / "cases" / "boxes.py").read_text(encoding="utf-8")
    asked = [call for call in CALLS if f"await result if inspect.isawaitable(result := {call}) else result" in text]
    assert asked == [CALLS[PUTS[put]]]
    assert [call for call in CALLS if f"await {call}" in text] == [call for call in CALLS if call not in asked]
    assert not changes.blockers
