"""One name for several things, and several names for one: imports under another name, arguments that are renamed."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate
from tools.ferry.rewrite import Changes

SWEEP = """\
from app.persistence import get_persistence


def run() -> int:
    return get_persistence().count_players()
"""
# `sweep` is also what a function is called that has nothing to do with it.
OTHER = "def sweep() -> None:\n    pass\n"
CALLS = {
    "an import": "from cases.sweeping import run as sweep\n\n\ndef work():\n    return sweep()\n",
    "an import in a function": "def work():\n    from cases.sweeping import run as sweep\n\n    return sweep()\n",
    "an attribute": (
        "from cases.sweeping import run\n\n\nclass Worker:\n    def __init__(self):\n        self.sweep = run\n\n"
        "    def work(self):\n        return self.sweep()\n"
    ),
}
REFERENCES = {
    "a variable": "get = layer.get_player\n    return get(key=2)",
    "a table": "return {'get': layer.get_player}['get'](key=2)",
    "an attribute by its text": "return getattr(layer, 'get_player')(key=2)",
    "a function that hands it on": "return call(layer.get_player, key=2)",
    "a partial function": "return partial(layer.get_player, key=2)()",
    "the class": "return PersistenceLayer.get_player(layer, key=2)",
}


def migrated(tree: Path, **modules: str) -> Changes:
    """Migrate these modules in a tree whose facade calls `key` what the target calls `player_id`."""
    copy_tree(tree)
    layer = tree / "app" / "persistence" / "layer.py"
    text = layer.read_text(encoding="utf-8")
    layer.write_text(text.replace("def get_player(self, player_id: int)", "def get_player(self, key: int)"))
    for name, content in {"__init__": "", **modules}.items():
        (tree / "cases").mkdir(exist_ok=True)
        (tree / "cases" / f"{name}.py").write_text(content, encoding="utf-8")
    return migrate(tree)


@pytest.mark.parametrize("calling", CALLS.values(), ids=CALLS)
def test_a_call_by_a_name_that_another_function_has_too_is_awaited(tmp_path: Path, calling: str) -> None:
    changes = migrated(tmp_path, sweeping=SWEEP, other=OTHER, calling=calling)

    text = (changes.contents["cases/calling.py"] or b"").decode()
    assert changes.blockers == []
    assert "async def work(" in text
    assert "return await " in text


@pytest.mark.parametrize("body", REFERENCES.values(), ids=REFERENCES)
def test_an_argument_with_another_name_cannot_follow_a_reference(tmp_path: Path, body: str) -> None:
    calling = (
        "from functools import partial\n\nfrom app.persistence import PersistenceLayer\n\n\n"
        "def call(function, **names):\n    return function(**names)\n\n\n"
        f"def level(layer: PersistenceLayer):\n    {body}\n"
    )

    changes = migrated(tmp_path, calling=calling)

    assert "gap" in {blocker.kind for blocker in changes.blockers}
    assert changes.contents == {}


def test_an_argument_with_another_name_follows_a_call(tmp_path: Path) -> None:
    changes = migrated(
        tmp_path,
        calling="from app.persistence import PersistenceLayer\n\n\n"
        "def level(layer: PersistenceLayer):\n    return layer.get_player(key=2).level\n",
    )

    assert b"return (await layer.get_player_by_id(player_id=2)).level" in (changes.contents["cases/calling.py"] or b"")


TWO_OF_ONE_NAME = """\
def make():
    return "nothing"


def of_sweeping():
    from cases.sweeping import make

    return make().size()


def of_counting():
    from cases.counting import make

    return make().size()


def of_this_module():
    return make().upper()
"""


def test_a_name_means_to_each_function_what_it_imports(tmp_path: Path) -> None:
    sized = "class Sized:\n    def size(self):\n        return 3\n\n\ndef make():\n    return Sized()\n"
    sweeping = f"{SWEEP}\n\n{sized}".replace("return 3", "return run()")

    changes = migrated(tmp_path, sweeping=sweeping, counting=sized, calling=TWO_OF_ONE_NAME)

    text = (changes.contents["cases/calling.py"] or b"").decode()
    assert changes.blockers == []
    assert text == TWO_OF_ONE_NAME.replace("def of_sweeping", "async def of_sweeping").replace(
        "import make\n\n    return make", "import make\n\n    return await make", 1
    )


ACCESS = """\
import functools

from app.persistence import get_persistence


def admins_only(function):
    @functools.wraps(function)
    def wrapper(key):
        return get_persistence().is_admin(key) and function(key)

    return wrapper
"""
DECORATED = "from cases import access\n\n\n@access.admins_only\ndef show(key):\n    return key\n"


def test_a_decorator_of_the_tree_may_be_named_over_its_module(tmp_path: Path) -> None:
    changes = migrated(tmp_path, access=ACCESS, show=DECORATED)

    assert changes.blockers == []
    assert b"async def wrapper(key):" in (changes.contents["cases/access.py"] or b"")
    assert b"@access.admins_only\nasync def show(key):" in (changes.contents["cases/show.py"] or b"")
