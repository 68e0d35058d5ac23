"""A module that a package of its name hides: no type checker sees what it defines, ferry follows who loads it."""

from pathlib import Path

import pytest

from tests.ferry.conftest import copy_tree, migrate_modules
from tools.ferry.config import read_config
from tools.ferry.inventory import take_inventory
from tools.ferry.model import Finding
from tools.ferry.plan import analyse
from tools.ferry.verify.run import verify_tree
from tools.ferry.verify.verdict import Scope

PACKAGE = '''\
"""Passes on what `layer.py`, beside this folder, defines."""

import importlib.util
import pathlib

_path = pathlib.Path(__file__).parent.parent / "layer.py"
_spec = importlib.util.spec_from_file_location("hidden_layer", _path)
_module = importlib.util.module_from_spec(_spec)
_spec.loader.exec_module(_module)

PersistenceLayer = _module.PersistenceLayer
get_persistence = _module.get_persistence
reset_persistence = _module.reset_persistence
'''

CALLER = """\
from app.persistence.layer import get_persistence


def size():
    return get_persistence().count_players()
"""


def test_its_uses_are_found_and_its_place_is_named(tmp_path: Path) -> None:
    copy_tree(tmp_path)
    package = tmp_path / "app" / "persistence" / "layer"
    package.mkdir()
    (package / "__init__.py").write_text(PACKAGE, encoding="utf-8")
    (tmp_path / "cases").mkdir()
    (tmp_path / "cases" / "size.py").write_text(CALLER, encoding="utf-8")
    notes: list[str] = []

    with analyse(tmp_path, read_config(tmp_path / "ferry.toml"), progress=notes.append) as analysis:
        sites = [site for site in take_inventory(analysis).sites if site.file == "cases/size.py"]

    assert [(site.line, site.kind, site.method) for site in sites] == [
        (5, "accessor", "get_persistence"),
        (5, "call", "count_players"),
    ]
    assert any(note.startswith("note: app/persistence/layer.py is hidden behind") for note in notes)


HIDDEN = """\
from app.persistence import get_persistence


def size():
    return get_persistence().count_players()
"""

BY_SPEC = """\
import importlib.util
from pathlib import Path

spec = importlib.util.spec_from_file_location("rooms_beside", Path(__file__).with_name("rooms.py"))
module = importlib.util.module_from_spec(spec)
spec.loader.exec_module(module)
size = module.size
"""

BY_FUNCTION = """\
import importlib.util
import os

HERE = os.path.dirname(__file__)
FILE = os.path.join(HERE, "rooms.py")


def load():
    spec = importlib.util.spec_from_file_location("rooms_beside", location=FILE)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


size = load().size
"""

BY_ANY_PATH = """\
import importlib.util
import pathlib


def load(name):
    path = pathlib.Path(__file__).parent / f"{name}.py"
    spec = importlib.util.spec_from_file_location(name, path)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


size = load("rooms").size
"""

BY_LOADER = """\
from importlib.machinery import SourceFileLoader
from pathlib import Path

size = SourceFileLoader("rooms_beside", str(Path(__file__).with_name("rooms.py"))).load_module().size
"""

USER = """\
from cases import loading
from cases.loading import size


def total():
    return size() + loading.size()
"""


@pytest.fixture(params=[BY_SPEC, BY_FUNCTION, BY_ANY_PATH, BY_LOADER])
def hidden(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A tree in which a module loads the one that a package hides."""
    copy_tree(tmp_path)
    (tmp_path / "cases" / "rooms").mkdir(parents=True)
    for name, text in {"rooms": HIDDEN, "rooms/__init__": "SIZE = 3\n", "loading": request.param}.items():
        (tmp_path / "cases" / f"{name}.py").write_text(text, encoding="utf-8")
    return tmp_path


def findings(root: Path) -> tuple[Finding, ...]:
    return verify_tree(root, read_config(root / "ferry.toml"), Scope()).findings


def test_who_calls_it_by_a_module_that_loads_it_is_awaited_too(hidden: Path) -> None:
    changes = migrate_modules(hidden, user=USER)

    assert not changes.blockers
    assert "async def size()" in (hidden / "cases" / "rooms.py").read_text(encoding="utf-8")
    migrated = (hidden / "cases" / "user.py").read_text(encoding="utf-8")
    assert migrated.endswith("async def total():\n    return await size() + await loading.size()\n")
    assert not findings(hidden)


def test_verify_sees_who_forgets_to_await_it(hidden: Path) -> None:
    migrate_modules(hidden, user=USER)
    (hidden / "cases" / "user.py").write_text(USER, encoding="utf-8")

    assert [(f.file, f.line, f.rule) for f in findings(hidden)] == [("cases/user.py", 6, "unawaited")] * 2
