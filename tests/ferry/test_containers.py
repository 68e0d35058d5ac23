"""Containers that inject dependencies: they are given the accessor itself, and give what it gives to who wants it."""

from pathlib import Path

import pytest

from tests.ferry.conftest import migrate_modules

DESK = """\
from app.persistence import PersistenceLayer, get_persistence


class Desk:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


"""
CONTAINERS = {
    "one that keeps what it made": """\
class Box:
    def __init__(self):
        self.makers, self.made = {}, {}

    def add(self, name, make):
        self.makers[name] = make

    def get(self, name):
        if name not in self.made:
            self.made[name] = self.makers[name]()
        return self.made[name]


def build():
    box = Box()
    box.add("layer", get_persistence)
    return Desk(box.get("layer"))
""",
    "one that answers for its names": """\
class Box:
    def __init__(self, **makers):
        self.makers = makers

    def __getattr__(self, name):
        made = self.__dict__["makers"][name]()
        setattr(self, name, made)
        return made


def build():
    return Desk(Box(layer=get_persistence).layer)
""",
    "one whose parts are made of others": """\
class Part:
    def __init__(self, make, *parts):
        self.make, self.parts = make, parts

    def __call__(self):
        return self.make(*[part() for part in self.parts])


DESK = Part(lambda layer: Desk(layer), Part(get_persistence))


def build():
    return DESK()
""",
    "one that asks for annotations": """\
def build(box):
    box.add(PersistenceLayer, get_persistence)
    box.add(Desk)
    return box.make(Desk)
""",
    "a proxy": """\
class Lazy:
    def __init__(self, make):
        object.__setattr__(self, "made_by", make)

    def __getattr__(self, name):
        return getattr(self.made_by(), name)


def build():
    return Desk(Lazy(get_persistence))
""",
}


@pytest.mark.parametrize("container", CONTAINERS.values(), ids=CONTAINERS)
def test_what_a_container_injects_stays_with_the_accessor_that_it_was_given(empty_tree: Path, container: str) -> None:
    changes = migrate_modules(empty_tree, desk=DESK + container)

    assert "untraced" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


def test_what_another_place_gives_does_not_stay_with_an_accessor_that_is_handed_on(empty_tree: Path) -> None:
    build = "def build(box):\n    box.add(get_persistence)\n    return Desk(get_persistence())\n"

    changes = migrate_modules(empty_tree, desk=DESK + build)

    assert changes.blockers == []
    assert b"return Desk(get_async_persistence())" in (changes.contents["cases/desk.py"] or b"")
