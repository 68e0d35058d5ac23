"""What is loaded by a name of which nothing is known can be any function that nobody calls, if it fits there."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate
from tools.ferry.config import read_config
from tools.ferry.plan import analyse, make_plan

TASKS = """\
from app.persistence import get_persistence


def sweep():
    return is_empty()


def is_empty() -> bool:
    return get_persistence().count_players() == 0
"""

SERVED = """\
from app.loop import to_sync
from app.persistence.async_layer import get_async_persistence


def sweep():
    return to_sync(is_empty)()


async def is_empty() -> bool:
    return await get_async_persistence().count_players() == 0
"""

LOAD = """\
import importlib
import inspect


def load(path):
    module, _, name = path.rpartition(".")
    return getattr(importlib.import_module(module), name)


"""

RUN = "def run(path):\n    return load(path)()\n"


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A tree with a task that nobody calls, and a function for `to_sync`."""
    copy_tree(tmp_path)
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "tasks.py").write_text(TASKS, encoding="utf-8")
    (tmp_path / "app" / "loop.py").write_text("def to_sync(function):\n    return function\n", encoding="utf-8")
    return tmp_path


def with_to_sync(tree: Path) -> None:
    """Name the function that runs a coroutine where no event loop runs."""
    config = tree / "ferry.toml"
    lines = '[target]\nto_sync = "app.loop.to_sync"\n'
    config.write_text(config.read_text(encoding="utf-8").replace("[target]\n", lines), encoding="utf-8")


def held_by(tree: Path, caller: str, load: str = LOAD) -> set[int]:
    """Return the lines of the caller, after those that load, that hold the task back."""
    (tree / "cases" / "caller.py").write_text(load + caller, encoding="utf-8")
    with analyse(tree, read_config(tree / "ferry.toml")) as analysis:
        plan = make_plan(analysis)
    found = {b.line - load.count("\n") for b in plan.blockers if (b.file, b.kind) == ("cases/caller.py", "dynamic")}
    assert bool(found) != ("cases.tasks.sweep" in {f.name for f in plan.functions})
    return found


def test_outside_any_loop_what_may_be_loaded_is_served_by_to_sync(tree: Path) -> None:
    with_to_sync(tree)
    (tree / "cases" / "caller.py").write_text(LOAD + RUN, encoding="utf-8")

    changes = migrate(tree)

    assert (tree / "cases" / "tasks.py").read_text(encoding="utf-8") == SERVED
    assert changes.blockers == []
    assert migrate(tree).contents == {}


@pytest.mark.parametrize(
    "caller",
    [
        "async def run(path):\n    return load(path)()\n",
        "def run(path):\n    return load(path)()\n\n\nasync def begin(path):\n    return run(path)\n",
        "from cases.tasks import is_empty\n\n\ndef run(path):\n    return is_empty() or load(path)()\n",
    ],
)
def test_in_a_loop_what_may_be_loaded_is_a_blocker(tree: Path, caller: str) -> None:
    with_to_sync(tree)

    assert len(held_by(tree, caller)) == 1


def test_without_to_sync_what_may_be_loaded_is_a_blocker(tree: Path) -> None:
    assert held_by(tree, RUN) == {2}


@pytest.mark.parametrize(
    "caller",
    [
        "async def run(path):\n    return await load(path)()\n",
        "def run(path):\n    made = load(path)\n    if not inspect.isclass(made):\n        return\n    made()\n",
        "def run(path):\n    made = load(path)\n    if inspect.isclass(made) and path:\n        made()\n",
        "def run(at):\n    made = load(at)\n    if not (at and issubclass(made, dict)):\n        return\n    made()\n",
        "def run(path):\n    return load(path)().fit\n",
        "def run(path):\n    model = load(path)()\n    model.fit(path)\n",
        "def run(path) -> str | None:\n    return load(path)()\n",
        "class Model:\n    pass\n\n\ndef run(path) -> Model:\n    return load(path)()\n",
    ],
)
def test_a_function_that_does_not_fit_is_not_what_is_loaded(tree: Path, caller: str) -> None:
    assert held_by(tree, caller) == set()


@pytest.mark.parametrize(
    ("caller", "line"),
    [
        ("def run(path):\n    made = load(path)\n    if inspect.isclass(made):\n        print(made)\n    made()\n", 5),
        ("def run(path):\n    made = load(path)\n    if inspect.isclass(made) or path:\n        made()\n", 4),
        (
            "def run(path):\n    made = load(path)\n    if not inspect.isclass(made):\n        raise TypeError\n"
            "    made = load(path)\n    made()\n",
            6,
        ),
        ("def run(path):\n    return load(path)().real\n", 2),
        ("def run(path):\n    model = load(path)()\n    if path:\n        model.fit(path)\n", 2),
        ("def run(path) -> str | int:\n    return load(path)()\n", 2),
        ("from typing import Any\n\n\ndef run(path) -> Any:\n    return load(path)()\n", 5),
        (
            "from typing import Protocol\n\n\nclass Told(Protocol):\n    real: int\n\n\n"
            "def run(path) -> Told:\n    return load(path)()\n",
            9,
        ),
        ("def run(path, *rest):\n    return load(path)(*rest)\n", 2),
    ],
)
def test_a_function_that_may_fit_is_held_back(tree: Path, caller: str, line: int) -> None:
    assert held_by(tree, caller) == {line}


LOAD_KIND = """\
import importlib


def load(path, name):
    return getattr(importlib.import_module(path), name)()


"""


@pytest.mark.parametrize(
    "calls",
    [
        'def run(path):\n    return load(path, "Csv") or load(path, name="Json")\n',
        'def run(path, kind):\n    return chosen(path, "Csv" if kind else "Json")\n\n\n'
        "def chosen(path, name):\n    return load(path, name)\n",
    ],
)
def test_what_is_loaded_by_names_that_stand_in_the_tree_is_of_these_names(tree: Path, calls: str) -> None:
    assert held_by(tree, calls, LOAD_KIND) == set()


@pytest.mark.parametrize(
    "calls",
    [
        'def run(path):\n    return load(path, "Csv") or load(path, "sweep")\n',
        'def run(path, *rest):\n    return load(path, "Csv") or load(path, *rest)\n',
        'def run(path, each):\n    each(load)\n    return load(path, "Csv")\n',
        'def run(path, module):\n    return load(path, "Csv") or module.load(path, "sweep")\n',
        'def run(path, name):\n    return load(path, "Csv") or load(path, name)\n',
    ],
)
def test_a_name_that_the_tree_may_give_is_what_is_loaded(tree: Path, calls: str) -> None:
    assert len(held_by(tree, calls, LOAD_KIND)) == 1


REGISTRY = """\
import importlib
from importlib.metadata import entry_points

from app.persistence import PersistenceLayer, get_persistence


class Registry:
    layer: "PersistenceLayer"


def size(registry: Registry) -> int:
    return registry.layer.count_players()


def counted(layer: PersistenceLayer) -> int:
    return layer.count_players()


def loaded(name):
    return importlib.import_module(name)


def fill(registry: Registry, name, make=None):
"""


@pytest.mark.parametrize(
    "statement",
    [
        "registry.layer = importlib.import_module(name).load(registry)",
        "module = importlib.import_module(name)\n    registry.layer = module.makers.load()",
        "registry.layer = getattr(importlib.import_module(name), 'Layer')()",
        "registry.layer = registry.maybe_dotted(name).load()",
        "[entry_point] = entry_points(name=name)\n    registry.layer = entry_point.load()()",
        "registry.layer = make()\n\n\nfill(Registry(), '', PersistenceLayer)",
        "counted(importlib.import_module(name).load())",
    ],
)
def test_what_is_loaded_into_an_annotated_place_keeps_it_on_the_facade(tree: Path, statement: str) -> None:
    text = f"{REGISTRY}    {statement}\n"
    (tree / "cases" / "registry.py").write_text(text, encoding="utf-8")

    changes = migrate(tree)

    use = "layer.count_players()" if "counted" in statement else "registry.layer.count_players()"
    assert f"    return {use}\n" in (tree / "cases" / "registry.py").read_text(encoding="utf-8")
    assert "cases/registry.py" in {blocker.file for blocker in changes.blockers}


def test_what_is_known_to_be_put_into_an_annotated_place_changes_with_it(tree: Path) -> None:
    text = f"{REGISTRY}    registry.layer = get_persistence()\n"
    (tree / "cases" / "registry.py").write_text(text, encoding="utf-8")

    changes = migrate(tree)

    migrated = (tree / "cases" / "registry.py").read_text(encoding="utf-8")
    assert "    return await registry.layer.count_players()\n" in migrated
    assert "    registry.layer = get_async_persistence()\n" in migrated
    assert changes.blockers == []
