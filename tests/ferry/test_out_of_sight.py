"""The facade comes out of what the checker alone can see into: containers, descriptors, exceptions, and records."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.ferry.conftest import migrate, migrate_modules

RECORDS = {
    "a named tuple": ("Kept = namedtuple('Kept', ['layer', 'user'])", "Kept(get_persistence(), 1)", "it.layer"),
    "a named tuple, changed": (
        "Kept = namedtuple('Kept', 'layer, user')", "Kept(get_persistence(), 1)._replace(user=2)", "it.layer",
    ),
    "an heir of a named tuple": (
        "class Kept(namedtuple('Kept', 'layer user')):\n    pass", "Kept(get_persistence(), 1)", "it.layer",
    ),
    "a typed one": (
        "Kept = NamedTuple('Kept', [('layer', object), ('user', int)])", "Kept(get_persistence(), 1)", "it.layer",
    ),
    "a made dataclass": (
        "Kept = make_dataclass('Kept', [('layer', object), 'user'])", "Kept(get_persistence(), 1)", "it.layer",
    ),
    "an exception": ("", "KeyError(get_persistence())", "it.args[0]"),
}  # fmt: skip
LET_GO = {
    "a pair of two lists": "for _, it in zip('a', [get_persistence()]):\n        return it.count_players()",
    "a product": "return [it.count_players() for it, _ in itertools.product([get_persistence()], 'ab')]",
    "an item of a table": (
        "table = {'a': get_persistence()}\n    _, it = table.popitem()\n    return it.count_players()"
    ),
    "an item method": "return Giving()['a'].count_players()",
    "an object that is called": "return Giving()().count_players()",
    "a thread": "return pool.submit(give).result().count_players()",
    "a stack of contexts": "return contextlib.ExitStack().enter_context(Giving()).count_players()",
    "an operator": "return (~Giving()).count_players()",
}
MADE_OF = {
    "an iterator": "return [it.count_players() for it in Giving()]",
    "a descriptor": "return Page.layer.count_players()",
    "a made property": "return Page().made.count_players()",
    "one of the further arguments": "return first(give()).count_players()",
}
GIVERS = """\
import contextlib
import itertools
from concurrent.futures import ThreadPoolExecutor

from app.persistence import get_persistence

pool = ThreadPoolExecutor()


def give():
    return get_persistence()


def first(*layers):
    return layers[0]


class Giving:
    def _give(self, *rest):
        return get_persistence()

    def __call__(self):
        return get_persistence()

    def __getitem__(self, key):
        return get_persistence()

    def __get__(self, page, owner):
        return get_persistence()

    def __iter__(self):
        yield get_persistence()

    def __invert__(self):
        return get_persistence()

    def __enter__(self):
        return get_persistence()

    def __exit__(self, *error):
        return None


class Page:
    layer = Giving()

    def _made(self):
        return get_persistence()

    made = property(_made)


"""
CAUGHT = {
    "of any class": ("raise Wrong(get_persistence())", "except Exception as e:", "e.layer"),
    "what it was made of": ("raise Plain(1, get_persistence())", "except Plain as e:", "e.args[1]"),
    "what its base was made of": ("raise Based(get_persistence())", "except Based as e:", "e.args[0]"),
    "out of a copy": ("raise ValueError(1, get_persistence())", "except ValueError as e:", "tuple(e.args)[1]"),
    "the cause": ("raise KeyError from Wrong(get_persistence())", "except KeyError as e:", "e.__cause__.layer"),
    "one of a group": (
        "raise ExceptionGroup('', [Wrong(get_persistence())])", "except* Wrong as e:", "e.exceptions[0].layer",
    ),
    "asked of the interpreter": ("raise Wrong(get_persistence())", "except Wrong:", "sys.exc_info()[1].layer"),
    "what a generator returns": ("next(give())", "except StopIteration as e:", "e.value"),
}  # fmt: skip
RAISING = """\
import sys

from app.persistence import get_persistence


class Plain(Exception):
    pass


class Wrong(Exception):
    def __init__(self, layer):
        self.layer = layer


class Based(Exception):
    def __init__(self, *parts):
        super().__init__(*parts)


def give():
    yield from ()
    return get_persistence()


"""
STORES = (
    "from app.persistence import PersistenceLayer\n\nLAYERS: dict[str, PersistenceLayer] = {}\n\n\n"
    "def _build() -> PersistenceLayer:\n    return PersistenceLayer()\n\n\n"
    "def _make(kind: str) -> PersistenceLayer:\n    if kind:\n        return _build()\n    raise ValueError\n\n\n"
    "def get_layer() -> PersistenceLayer:\n    if 'one' not in LAYERS:\n        LAYERS['one'] = _make('plain')\n"
    "    return LAYERS['one']\n"
)


def add_module(tree: Path, name: str, text: str) -> None:
    (tree / "cases" / f"{name}.py").write_text(text, encoding="utf-8")


def shown(tree: Path, module: str) -> str:
    """Return what the `size` of a module of the cases gives, or how it fails."""
    program = (
        "import sys\nsys.path.insert(0, '')\n"  # Bazel leaves the folder out
        f"import cases.{module} as it\ntry:\n    print(it.size())\nexcept Exception as e:\n    print(repr(e))"
    )
    ran = subprocess.run([sys.executable, "-c", program], cwd=tree, capture_output=True, text=True, check=True)
    return ran.stdout


@pytest.mark.parametrize("body", LET_GO.values(), ids=LET_GO)
def test_what_is_let_go_stays_where_the_checker_sees_it_come_out(empty_tree: Path, body: str) -> None:
    use = f"def size():\n    {body}\n"
    add_module(empty_tree, "giving", GIVERS + use)
    before = shown(empty_tree, "giving")
    assert "rror" not in before

    changes = migrate(empty_tree)

    line = (GIVERS + use).splitlines().index(next(row for row in use.splitlines() if "count" in row)) + 1
    assert ("untraced", line) in {(blocker.kind, blocker.line) for blocker in changes.blockers}
    assert shown(empty_tree, "giving") == before


def add_accessor_of_stores(tree: Path) -> None:
    config = tree / "ferry.toml"
    accessor = '"app.persistence.layer.get_persistence" = "app.persistence.async_layer.get_async_persistence"'
    own = accessor.replace("app.persistence.layer.get_persistence", "cases.stores.get_layer")
    text = config.read_text(encoding="utf-8").replace(accessor, f"{accessor}\n{own}")
    config.write_text(text.replace("accessors = [", 'accessors = ["cases.stores.get_layer", '), encoding="utf-8")


def test_what_gives_an_accessor_the_facade_stays_with_it(empty_tree: Path) -> None:
    add_accessor_of_stores(empty_tree)
    use = "from cases.stores import get_layer\n\n\ndef size() -> int:\n    return get_layer().count_players()\n"

    changes = migrate_modules(empty_tree, stores=STORES, use=use)

    assert changes.blockers == []
    assert list(changes.contents) == ["cases/use.py"]
    assert b"await get_async_persistence().count_players()" in (changes.contents["cases/use.py"] or b"")


@pytest.mark.parametrize("body", MADE_OF.values(), ids=MADE_OF)
def test_what_the_checker_sees_changes_with_all_that_it_can_be_made_of(empty_tree: Path, body: str) -> None:
    changes = migrate_modules(empty_tree, giving=f"{GIVERS}def size():\n    {body}\n")

    text = (changes.contents["cases/giving.py"] or b"").decode()
    assert changes.blockers == []
    assert "await " in text.partition("async def size():")[2]
    assert "get_persistence()" not in text.replace("get_async_persistence()", "")


@pytest.mark.parametrize(("action", "handler", "caught"), CAUGHT.values(), ids=CAUGHT)
def test_what_an_exception_carries_stays(empty_tree: Path, action: str, handler: str, caught: str) -> None:
    use = f"def size():\n    try:\n        {action}\n    {handler}\n        print({caught}.count_players())\n"
    add_module(empty_tree, "raising", RAISING + use)
    before = shown(empty_tree, "raising")

    changes = migrate(empty_tree)

    assert "unknown" in {blocker.kind for blocker in changes.blockers}
    assert shown(empty_tree, "raising") == before


def test_only_the_facades_methods_are_reported_of_what_stays_without_an_origin(empty_tree: Path) -> None:
    add_accessor_of_stores(empty_tree)
    use = (
        "from cases.stores import _make\n\n\n"
        "def size():\n    kept = _make('a')\n    kept.shelve(1)\n    return kept.count_players()\n"
    )

    changes = migrate_modules(empty_tree, stores=STORES, use=use)

    assert [(blocker.kind, blocker.line) for blocker in changes.blockers] == [("untraced", 7)]
    assert changes.contents == {}


@pytest.mark.parametrize(("kept", "made", "read"), RECORDS.values(), ids=RECORDS)
def test_an_object_keeps_what_it_is_made_of_under_the_names_that_it_was_told(
    empty_tree: Path, kept: str, made: str, read: str
) -> None:
    module = (
        "from collections import namedtuple\nfrom dataclasses import make_dataclass\nfrom typing import NamedTuple\n\n"
        f"from app.persistence import get_persistence\n\n{kept}\n\n\n"
        f"def show(it):\n    return {read}.count_players()\n\n\ndef run():\n    return show({made})\n"
    )

    changes = migrate_modules(empty_tree, kept=module)

    assert [(blocker.line, blocker.kind) for blocker in changes.blockers] != []
    assert changes.contents == {}


def test_a_copy_of_a_named_tuple_with_another_field_holds_the_same_facade(empty_tree: Path) -> None:
    module = (
        "from typing import NamedTuple\n\nfrom app.persistence import PersistenceLayer, get_persistence\n\n\n"
        "class Kept(NamedTuple):\n    layer: PersistenceLayer\n    user: int\n\n\n"
        "def show(it):\n    return it.layer.count_players()\n\n\n"
        "def run():\n    return show(Kept(get_persistence(), 1)._replace(user=2))\n"
    )

    changes = migrate_modules(empty_tree, kept=module)

    assert changes.blockers == []
    assert b"return await it.layer.count_players()" in (changes.contents["cases/kept.py"] or b"")
