"""The fields of a dataclass: what fills them stays on the facade with the object, and is switched with it."""

from pathlib import Path

import pytest

from tests.ferry.conftest import migrate_modules

HEAD = """\
from dataclasses import dataclass, field
from typing import ClassVar

from app.persistence import PersistenceLayer, get_persistence


@dataclass
class Titled:
    made: ClassVar[int] = 0
    title: str
    seen: list[int] = field(default_factory=list, init=False)


@dataclass
class Names(Titled):
    layer: PersistenceLayer

    @property
    def size(self):
        return self.layer.count_players()

"""
WAYS = {
    "by its place": "def make():\n    return Names('t', get_persistence())\n",
    "by its name": "def make():\n    return Names(layer=get_persistence(), title='t')\n",
    "a table of classes": "KINDS = {'n': Names}\n\n\ndef make():\n    return KINDS['n']('t', get_persistence())\n",
    "a class method of an heir": (
        "class Page(Names):\n    @classmethod\n    def made_of(cls, layer=None):\n"
        "        return cls('t', layer or get_persistence())\n\n\ndef make():\n    return Page.made_of()\n"
    ),
    "a spread table": (
        "def make():\n    parts = {'title': 't', 'layer': get_persistence()}\n    return Names(**parts)\n"
    ),
    "a spread list": "def make():\n    parts = ['t', get_persistence()]\n    return Names(*parts)\n",
    "a constructor of an heir": (
        "class Page(Names):\n    def __init__(self):\n        super().__init__('t', get_persistence())\n\n\n"
        "def make():\n    return Page()\n"
    ),
    "a constructor that names the base": (
        "class Page(Names):\n    def __init__(self, **told):\n"
        "        Names.__init__(self, 't', told.get('layer') or get_persistence())\n\n\n"
        "def make():\n    return Page()\n"
    ),
}
ROWS = """\
from collections.abc import Callable
from dataclasses import dataclass

from app.persistence import get_persistence


def stored(player_id: int) -> bool:
    return get_persistence().is_admin(player_id)


def nobody(player_id: int) -> bool:
    return False


@dataclass
class Row:
    check: Callable[[int], bool]
    title: str = "-"

    def show(self, player_id: int) -> str:
        return f"{self.title} {self.check(player_id)}"


ROWS = {"a": Row(stored), "b": Row(nobody, "+")}


def show(key: str, player_id: int) -> str:
    return ROWS[key].show(player_id)
"""
OPEN = """\
from __future__ import annotations

from dataclasses import dataclass

import cases
from app.persistence import get_persistence


class Stored:
    def label(self) -> str:
        return str(get_persistence().count_players())


@dataclass
class Page:
    namer: object

    def show(self) -> str:
        return "-" + self.namer.label()


def show() -> str:
    return Page(Stored()).show()
"""


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_fills_a_field_stays_with_the_object(empty_tree: Path, way: str) -> None:
    changes = migrate_modules(empty_tree, names=HEAD + "\n" + way)

    assert [blocker.kind for blocker in changes.blockers] == ["property"]
    assert (empty_tree / "cases" / "names.py").read_text() == HEAD + "\n" + way


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_what_fills_a_field_is_switched_with_the_object(empty_tree: Path, way: str) -> None:
    text = (HEAD + "\n" + way).replace("    @property\n", "")

    changes = migrate_modules(empty_tree, names=text)

    result = (empty_tree / "cases" / "names.py").read_text()
    assert changes.blockers == []
    assert "layer: AsyncPersistenceLayer" in result
    assert "get_async_persistence()" in result
    assert " get_persistence()" not in result


def test_functions_in_rows_are_called_by_what_reads_the_field(empty_tree: Path) -> None:
    changes = migrate_modules(empty_tree, rows=ROWS)

    assert changes.blockers == []
    text = (empty_tree / "cases" / "rows.py").read_text()
    assert "    check: Callable[[int], Awaitable[bool]]\n" in text
    assert "async def nobody(" in text
    assert 'return f"{self.title} {await self.check(player_id)}"' in text


def test_a_field_that_may_hold_anything_says_nothing_of_it(empty_tree: Path) -> None:
    changes = migrate_modules(empty_tree, page=OPEN)

    assert {blocker.kind for blocker in changes.blockers} == {"held_back", "unknown"}
