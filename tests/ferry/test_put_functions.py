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


IMPORTS = "from unittest.mock import patch\n\nfrom cases import boxes\n\n\n"
BY_TESTS = (
    "monkeypatch.setattr(boxes, 'HOOKS', [lambda level: 7])",
    "monkeypatch.setattr('cases.boxes.HOOKS', [lambda level: 7])",
    "patch.object(boxes, 'HOOKS', boxes.HOOKS + [lambda level: 7]).start()",
    "monkeypatch.setattr(boxes, 'TABLE', {'size': lambda level: 7})",
    "monkeypatch.setattr(boxes, 'TABLE', dict(boxes.TABLE, other=lambda level: 7))",
    "monkeypatch.setattr('cases.boxes.ONE', lambda level: 7)",
    "monkeypatch.setattr(boxes.Room, 'watchers', [lambda level: 7])",
    "monkeypatch.setattr(boxes.Runner.__init__, '__defaults__', (lambda level: 7,))",
    "boxes.HOOKS = [lambda level: 7]",
    "runner.load = lambda level: 7",
)


@pytest.mark.parametrize("put", BY_TESTS)
def test_what_a_test_puts_there_becomes_awaitable(put: str, tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    test = f"{IMPORTS}def test_go(monkeypatch):\n    runner = boxes.Runner()\n    {put}\n"
    changes = migrate_modules(tmp_path, boxes=BOXES, test_boxes=test + "    assert runner.go()\n")
    text = (tmp_path / "cases" / "boxes.py").read_text(encoding="utf-8")
    assert [call for call in CALLS if f"await {call}" in text] == list(CALLS)
    followed = (tmp_path / "cases" / "test_boxes.py").read_text(encoding="utf-8")
    assert "AsyncMock(side_effect=lambda level: 7)" in followed
    assert not changes.blockers


ASKING = """\
from app.persistence import PersistenceLayer, get_persistence


def size(layer: PersistenceLayer, level):
    return layer.count_players() + level


TABLE = {"size": size}


def page():
    return size(get_persistence(), 1) + TABLE["size"](get_persistence(), 2)
"""
ASKED = (
    "monkeypatch.setattr(boxes, 'size', lambda layer, level: layer.count_players())",
    "monkeypatch.setattr(boxes, 'size', lambda *args: args[0].count_players())",
    "monkeypatch.setitem(boxes.TABLE, 'size', lambda layer, level: layer.count_players())",
    "monkeypatch.setattr(boxes, 'TABLE', {'size': lambda layer, level: layer.count_players()})",
    "patch.object(boxes, 'size', side_effect=lambda layer, level: layer.count_players()).start()",
)


@pytest.mark.parametrize("put", ASKED)
def test_a_stand_in_that_is_given_the_facade_and_does_not_say_so_is_reported(put: str, tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    test = f"{IMPORTS}def test_page(monkeypatch):\n    {put}\n"
    changes = migrate_modules(tmp_path, boxes=ASKING, test_boxes=test + "    assert boxes.page()\n")
    assert {(b.kind, b.file, b.line) for b in changes.blockers if b.kind != "held_back"} == {
        ("mock", "cases/test_boxes.py", 7)
    }
    assert "async" not in (tmp_path / "cases" / "boxes.py").read_text(encoding="utf-8")


def test_a_list_that_is_made_of_itself_has_an_end(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    test = (
        f"{IMPORTS}def fake(level):\n    return 5\n\n\ndef test_hooks(monkeypatch):\n    hooks = [fake]\n"
        '    hooks = hooks + [fake]\n    hooks = list(hooks)\n    monkeypatch.setattr(boxes, "HOOKS", hooks)\n'
        "    assert boxes.by_list() == [5, 5]\n"
    )

    changes = migrate_modules(tmp_path, boxes=BOXES, test_boxes=test)

    assert {blocker.kind for blocker in changes.blockers} <= {"mock", "held_back"}
