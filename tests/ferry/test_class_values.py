"""The facade's class goes where nothing follows it: what is made of it there stays, and so does what gets that."""

from pathlib import Path

import pytest

from tests.ferry.conftest import migrate_modules

USE = """\
import collections
import importlib
import operator
from typing import Any

import app.persistence
from app.persistence import PersistenceLayer, get_persistence


def count(layer: PersistenceLayer):
    return layer.count_players()


def make(cls):
    return cls()


class Kept:
    def __init__(self):
        self.all = {}

    def put(self, one: Any):
        self.all[type(one)] = one

    def get(self, cls: type) -> Any:
        return self.all[cls]

    def made(self, cls):
        return self.all.setdefault(cls, cls())


Pair = collections.namedtuple("Pair", "cls other")


"""
MADE = {
    "by a function that is mapped": "list(map(make, [PersistenceLayer]))[0]",
    "of a default": "collections.defaultdict(lambda: PersistenceLayer)['a']()",
    "of a field": "Pair(PersistenceLayer, 1).cls()",
    "by a container": "Kept().made(PersistenceLayer)",
    "by a library": "operator.call(PersistenceLayer)",
    "of a name of the module": "globals()['PersistenceLayer']()",
    "of a name of another module": "vars(app.persistence)['PersistenceLayer']()",
    "of what a module is asked for": "getattr(app.persistence, name)()",
    "of what a module's table has": "app.persistence.__dict__[name]()",
    "of what a loaded module is asked for": "getattr(importlib.import_module(name), 'PersistenceLayer')()",
    "of a text": "eval('PersistenceLayer()')",
    "of an heir": "PersistenceLayer.__subclasses__()[0]()",
}


@pytest.mark.parametrize("made", MADE.values(), ids=MADE)
def test_an_object_that_is_made_out_of_sight_stays_with_what_gets_it(empty_tree: Path, made: str) -> None:
    text = f"{USE}def main(name):\n    return count({made})\n"
    changes = migrate_modules(empty_tree, use=text)

    assert "untraced" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


def test_what_a_check_of_its_class_alone_shows_to_be_the_facade_stays(empty_tree: Path) -> None:
    text = f"{USE}def main():\n    made = Pair(PersistenceLayer, 1).cls()\n"
    text += "    return made.count_players() if isinstance(made, PersistenceLayer) else None\n"
    changes = migrate_modules(empty_tree, use=text)

    assert "untraced" in {blocker.kind for blocker in changes.blockers}
    assert (changes.contents["cases/use.py"] or b"").endswith(
        b"    return made.count_players() if isinstance(made, PersistenceLayer) else None\n"
    )


def test_an_object_that_is_found_by_its_class_stays(empty_tree: Path) -> None:
    text = f"{USE}def main():\n    kept = Kept()\n    kept.put(get_persistence())\n"
    text += "    return count(kept.get(PersistenceLayer))\n"
    changes = migrate_modules(empty_tree, use=text)

    line = text.splitlines().index("        self.all[type(one)] = one") + 1
    assert ("untraced", line) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert changes.contents == {}


def test_an_object_whose_class_is_only_shown_changes(empty_tree: Path) -> None:
    text = f"{USE}def main():\n    layer = get_persistence()\n"
    text += "    print(type(layer), type(layer).__name__, PersistenceLayer)\n    return count(layer)\n"
    changes = migrate_modules(empty_tree, use=text)

    assert changes.blockers == []
    assert b"return await count(layer)" in (changes.contents["cases/use.py"] or b"")


def test_a_blocker_says_that_a_variable_holds_the_accessor(empty_tree: Path) -> None:
    work = """\
from collections.abc import Callable

from app.persistence import PersistenceLayer, get_persistence


class Work:
    def __init__(self, factory: Callable[[], PersistenceLayer] = get_persistence) -> None:
        self.factory: Callable[[], PersistenceLayer] = factory

    def size(self) -> int:
        return self.factory().count_players()
"""
    blockers = migrate_modules(empty_tree, work=work).blockers
    assert {blocker.kind for blocker in blockers} == {"untraced"}
    assert all("a variable holds the accessor" in blocker.reason for blocker in blockers)
    assert all("call it by its own name" in blocker.recipe for blocker in blockers)
