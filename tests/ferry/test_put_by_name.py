"""What is put into an object by a name that is not written as its attribute: that and the attribute change together."""

from pathlib import Path

import pytest

from tests.ferry.conftest import migrate_modules

LOCAL = """\
import threading

from app.persistence import get_persistence

local = threading.local()


def size() -> int:
    local.layer = get_persistence()
    return local.layer.count_players()
"""
PAGE = """\
from app.persistence import PersistenceLayer, get_persistence


class Page:
    layer: PersistenceLayer

    def size(self) -> int:
        return self.layer.count_players()


class Filled(Page):
"""
_LOOP = "    def __init__(self, **parts):\n        for name, part in parts.items():\n            "
_PARTS = "    def __init__(self, **parts):\n        "
_LAYER = "    def __init__(self, layer):\n        "
_BY_NAME = "Filled(layer=get_persistence())"
WAYS = {
    "a loop": (f"{_LOOP}setattr(self, name, part)\n", _BY_NAME),
    "a loop over names": (
        "    def __init__(self, *parts):\n        for name, part in zip(('layer', 'size'), parts):\n"
        "            setattr(self, name, part)\n",
        "Filled(get_persistence(), 1)",
    ),
    "a method of object": (f"{_LOOP}object.__setattr__(self, name, part)\n", _BY_NAME),
    "a method of its own": (f"{_LOOP}self.__setattr__(name, part)\n", _BY_NAME),
    "a parameter": (
        "    def put(self, name, part):\n        setattr(self, name, part)\n        return self\n",
        "Filled().put('layer', get_persistence())",
    ),
    "an item": (
        "    def __setitem__(self, name, part):\n        setattr(self, name, part)\n",
        "Filled()\nPAGE['layer'] = get_persistence()",
    ),
    "its table": (f"{_PARTS}self.__dict__.update(parts)\n", _BY_NAME),
    "its table by a name": (f"{_LAYER}table = vars(self)\n        table['layer'] = layer\n", _BY_NAME),
    "an item of its table": (f"{_LAYER}vars(self)['layer'] = layer\n", _BY_NAME),
    "an item that is made there": (
        "    def __init__(self):\n        self.__dict__['layer'] = get_persistence()\n",
        "Filled()",
    ),
    "a default of its table": (f"{_LAYER}self.__dict__.setdefault('layer', layer)\n", _BY_NAME),
    "a keyword": (f"{_LAYER}vars(self).update(layer=layer)\n", _BY_NAME),
    "another table": (f"{_PARTS}self.__dict__ = {{**self.__dict__, **parts}}\n", _BY_NAME),
    "two tables": (f"{_PARTS}self.__dict__ |= parts\n", _BY_NAME),
    "all that a function holds": (f"{_LAYER}self.__dict__.update(locals())\n", _BY_NAME),
    "a copy": (
        "    def having(self, **parts):\n        copy = object.__new__(type(self))\n"
        "        copy.__dict__.update(parts)\n        return copy\n",
        "Filled().having(layer=get_persistence())",
    ),
}
each_way = pytest.mark.parametrize(("body", "made"), WAYS.values(), ids=WAYS)


@each_way
def test_it_changes_with_the_attribute_beside_an_unknown_object(empty_tree: Path, body: str, made: str) -> None:
    changes = migrate_modules(empty_tree, page=f"{PAGE}{body}\n\nPAGE = {made}\n", local=LOCAL)

    text = (changes.contents.get("cases/page.py") or b"").decode()
    assert "unknown" in {blocker.kind for blocker in changes.blockers}
    assert ("await self.layer" in text) == ("get_async_persistence" in text)


@each_way
def test_it_is_switched_with_the_attribute(empty_tree: Path, body: str, made: str) -> None:
    changes = migrate_modules(empty_tree, page=f"{PAGE}{body}\n\nPAGE = {made}\n")

    text = (empty_tree / "cases" / "page.py").read_text(encoding="utf-8")
    assert changes.blockers == []
    assert "return await self.layer.count_players()" in text
    assert "get_async_persistence()" in text


def test_an_attribute_that_holds_something_else_is_not_the_facade(empty_tree: Path) -> None:
    body = f"    names: dict[str, int]\n\n{_LOOP}setattr(self, name, part)\n\n    def get(self) -> int:\n"
    body += "        return self.names.get('a', 0)\n"

    changes = migrate_modules(empty_tree, page=f"{PAGE}{body}\n\nPAGE = Filled(layer=get_persistence(), names={{}})\n")

    assert changes.blockers == []
    assert b"    def get(self)" in (changes.contents["cases/page.py"] or b"")


@pytest.mark.parametrize(
    ("table", "made"),
    [
        ("{'layer': get_persistence}", "Page(**{name: give() for name, give in GIVING.items()})"),
        ("{'layer': get_persistence}", "Page(**dict((name, GIVING[name]()) for name in ['layer']))"),
        ("[get_persistence]", "Page(*[give() for give in GIVING])"),
        ("[get_persistence]", "Page(*map(lambda give: give(), GIVING))"),
        ("{'layer': get_persistence}", "Filled(**{name: give() for name, give in GIVING.items()})"),
        ("{'layer': get_persistence}", "Later(GIVING)"),
    ],
    ids=["a table", "pairs", "a list", "a function that is mapped", "a constructor", "the table of an object"],
)
def test_what_accessors_of_a_table_give_in_a_call_that_spreads_it_stays(
    empty_tree: Path, table: str, made: str
) -> None:
    page = (
        "from dataclasses import dataclass\n\nfrom app.persistence import PersistenceLayer, get_persistence\n\n\n"
        "@dataclass\nclass Page:\n    layer: PersistenceLayer\n\n"
        "    def size(self) -> int:\n        return self.layer.count_players()\n\n\n"
        "class Filled(Page):\n    def __init__(self, layer: PersistenceLayer) -> None:\n"
        "        self.layer = layer\n\n\n"
        "class Later(Page):\n    def __init__(self, giving) -> None:\n"
        "        vars(self).update({name: give() for name, give in giving.items()})\n\n\n"
        f"GIVING = {table}\nPAGE = {made}\n"
    )

    changes = migrate_modules(empty_tree, page=page)

    assert "untraced" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}
