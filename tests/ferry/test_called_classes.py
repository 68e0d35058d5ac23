"""A class that is called is followed to where it comes from: the facade that it is given changes with it, or stays."""

from pathlib import Path

import pytest

from tests.ferry.conftest import migrate_modules

CENSUS = """\
import collections
import contextvars
import functools
import importlib
import itertools
import types
from dataclasses import dataclass
from typing import Any, NamedTuple

from app.persistence import PersistenceLayer, get_persistence


class Census:
    def __init__(self, layer{declared}):
        self.layer = layer

{marked}    def size(self):
        return self.layer.count_players()


"""
PAGE = "class Page:\n    {first}\n\n    def get(self):\n        return {made}\n\n\nclass Own(Page):\n    {second}\n\n\n"
KINDS = "class Kinds:\n    all = {}\n\n    def __init_subclass__(cls):\n        Kinds.all[cls.__name__] = cls\n\n\n"
BUILD = "def build(cls):\n    return cls(get_persistence())\n\n\n"
BASE = "class Base:\n{init}    @classmethod\n    def make(cls):\n        return cls(get_persistence())\n\n\n"
HEIR = """\
class Heir({base}):
    def __init__(self, layer):
        self.layer = layer

{marked}    def size(self):
        return self.layer.count_players()


"""
BY_PART = "self.part(get_persistence())"
WAYS = {
    "an attribute that an heir sets": (
        PAGE.format(first="part = None", second="part = Census", made=BY_PART), "Own().get()",
    ),
    "an attribute that an heir replaces": (
        PAGE.format(first="part = dict", second="part = Census", made=BY_PART), "Own().get()",
    ),
    "an attribute that a base declares": (
        PAGE.format(first="part: Any", second="part = Census", made=BY_PART), "Own().get()",
    ),
    "a method that an heir replaces": (
        "class Other:\n    def __init__(self, layer):\n        pass\n\n\n"
        + PAGE.format(
            first="def part(self):\n        return Other", second="def part(self):\n        return Census",
            made="self.part()(get_persistence())",
        ),
        "Own().get()",
    ),
    "a property that an heir replaces": (
        PAGE.format(
            first="@property\n    def part(self):\n        raise NotImplementedError",
            second="@property\n    def part(self):\n        return Census", made=BY_PART,
        ),
        "Own().get()",
    ),
    "a table that a base fills for its heirs": (
        f"{KINDS}class Town(Census, Kinds):\n    pass\n\n\n", "Kinds.all['Town'](get_persistence())",
    ),
    "the heirs of a class": (
        "class Town(Census):\n    pass\n\n\n", "[cls(get_persistence()) for cls in Census.__subclasses__()][0]",
    ),
    "a function in an attribute": (
        f"{BUILD}class Page:\n    def __init__(self, make=build):\n        self.make = make\n\n"
        "    def get(self, cls):\n        return self.make(cls)\n\n\n",
        "Page().get(Census)",
    ),
    "a lambda in an attribute": (
        "class Page:\n    def __init__(self):\n        self.make = lambda cls: cls(get_persistence())\n\n"
        "    def get(self, cls):\n        return self.make(cls)\n\n\n",
        "Page().get(Census)",
    ),
    "a table that is spread": ("A = {'a': Census}\nKINDS = {**A}\n\n\n", "KINDS['a'](get_persistence())"),
    "a field that may be anything": (
        "@dataclass\nclass Row:\n    name: str\n    kind: Any\n\n\n", "Row('a', Census).kind(get_persistence())",
    ),
    "a field that may be any class": (
        "class Row(NamedTuple):\n    kind: type\n\n\n",
        "[row.kind(get_persistence()) for row in [Row(kind=Census)]][0]",
    ),
    "a class method of a base": (BASE.format(init="") + HEIR.format(base="Base", marked="{marked}"), "Heir.make()"),
    "a class method of a base that is made of it": (
        BASE.format(init="    def __init__(self, layer=None):\n        pass\n\n")
        + HEIR.format(base="Base", marked="{marked}"),
        "Heir.make()",
    ),
    "the class of an object": (
        "class Base:\n    def again(self):\n        return self.__class__(get_persistence())\n\n\n"
        + HEIR.format(base="Base", marked="{marked}"),
        "Heir(None).again()",
    ),
}  # fmt: skip
MAPPED = {
    "a lambda that is mapped": ("", "list(map(lambda cls: cls(get_persistence()), [Census]))[0]"),
    "a function that is mapped": (BUILD, "list(map(build, [Census]))[0]"),
}
UNSEEN = {
    "a chain of tables": ("", "[cls(get_persistence()) for cls in itertools.chain([Census], [])][0]"),
    "a filter": ("", "next(filter(None, [Census]))(get_persistence())"),
    "a table of two lists": ("KINDS = dict(zip(['a'], [Census]))\n\n\n", "KINDS['a'](get_persistence())"),
    "a table with a default": (
        "KINDS = collections.defaultdict(lambda: Census)\n\n\n", "KINDS['a'](get_persistence())",
    ),
    "a table that cannot change": (
        "KINDS = types.MappingProxyType({'a': Census})\n\n\n", "KINDS['a'](get_persistence())",
    ),
    "a variable of a context": (
        "kind = contextvars.ContextVar('kind')\nkind.set(Census)\n\n\n", "kind.get()(get_persistence())",
    ),
    "a name of the module": ("", "globals()['Census'](get_persistence())"),
    "a parameter that says which": (
        "def build(cls: type[Census]):\n    return cls(get_persistence())\n\n\n",
        "functools.reduce(lambda a, b: b(a), [Census, build])",
    ),
    "an attribute that says which": (
        "class Page:\n    def __init__(self, kinds):\n        self.kinds: dict[str, type[Census]] = kinds()\n\n"
        "    def get(self):\n        return self.kinds['a'](get_persistence())\n\n\n",
        "Page(lambda: {'a': Census}).get()",
    ),
    "a class that is loaded": (
        "def load(path):\n    name, _, last = path.rpartition('.')\n"
        "    return getattr(importlib.import_module(name), last)\n\n\n",
        "load('cases.use.Census')(get_persistence())",
    ),
}  # fmt: skip
HEIR_OF_CENSUS = "class Town(Census):\n    def __init__(self{takes}):\n        {lines}\n\n\n"
SET = {
    "all that it is given": (
        HEIR_OF_CENSUS.format(takes=", **given", lines="self.__dict__.update(given)"), "Town(layer=get_persistence())",
    ),
    "each that it is given": (
        HEIR_OF_CENSUS.format(takes=", **given", lines="for k, v in given.items():\n            setattr(self, k, v)"),
        "Town(layer=get_persistence())",
    ),
    "an item of its attributes": (
        HEIR_OF_CENSUS.format(takes="", lines="vars(self)['layer'] = get_persistence()"), "Town()",
    ),
    "what a descriptor gives": (
        "class Layer:\n    def __get__(self, census, owner):\n        return get_persistence()\n\n\n"
        "class Town(Census):\n    layer = Layer()\n\n    def __init__(self):\n        pass\n\n\n",
        "Town()",
    ),
}  # fmt: skip
DECLARED = {"declared": ": PersistenceLayer", "not declared": ""}


def text_of(way: tuple[str, str], declared: str, *, is_property: bool) -> str:
    """Return a module in which the way leads to the class, whose method may be a property."""
    definitions, made = way
    marked = "    @property\n" if is_property else ""
    head = CENSUS.format(declared=declared, marked=marked)
    return f"{head}{definitions.replace('{marked}', marked)}def main():\n    return {made}\n"


@pytest.mark.parametrize("declared", DECLARED.values(), ids=DECLARED)
@pytest.mark.parametrize("way", (WAYS | MAPPED).values(), ids=WAYS | MAPPED)
def test_the_facade_stays_where_what_gets_it_does(empty_tree: Path, way: tuple[str, str], declared: str) -> None:
    changes = migrate_modules(empty_tree, use=text_of(way, declared, is_property=True))

    assert "property" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


@pytest.mark.parametrize("way", UNSEEN.values(), ids=UNSEEN)
def test_the_facade_stays_with_a_class_that_says_so_where_the_call_does_not(
    empty_tree: Path, way: tuple[str, str]
) -> None:
    changes = migrate_modules(empty_tree, use=text_of(way, DECLARED["declared"], is_property=True))

    assert "property" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


@pytest.mark.parametrize("way", SET.values(), ids=SET)
def test_the_facade_stays_where_it_becomes_an_attribute_without_its_name(
    empty_tree: Path, way: tuple[str, str]
) -> None:
    changes = migrate_modules(empty_tree, use=text_of(way, DECLARED["declared"], is_property=True))

    assert "property" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


@pytest.mark.parametrize("way", WAYS.values(), ids=WAYS)
def test_the_facade_changes_with_what_gets_it(empty_tree: Path, way: tuple[str, str]) -> None:
    changes = migrate_modules(empty_tree, use=text_of(way, "", is_property=False))
    text = (changes.contents["cases/use.py"] or b"").decode()

    assert changes.blockers == []
    assert "get_async_persistence()" in text
    assert "return await self.layer.count_players()" in text


METHODS = """\
from app.persistence import get_persistence


class Menu:
    def __init__(self):
        self.layer = get_persistence()
        self.doors = {"in": self.enter}

    def enter(self, layer, key):
        return layer.get_player(key)

    def leave(self, layer, key):
        return layer.get_player(key)

    ROOMS = {"out": leave}

    def open(self, word, key):
        return self.doors[word](self.layer, key), self.ROOMS[word](self, self.layer, key)
"""


def test_a_table_of_a_class_gives_a_method_without_its_object(empty_tree: Path) -> None:
    migrate_modules(empty_tree, menu=METHODS)

    text = (empty_tree / "cases" / "menu.py").read_text(encoding="utf-8")
    assert text.count("return await layer.get_player_by_id(key)") == 2
