"""A module that a package of its name hides: no type checker sees its classes, the inventory still has them."""

from pathlib import Path

from tests.ferry.conftest import copy_tree
from tools.ferry.config import read_config
from tools.ferry.inventory import take_inventory
from tools.ferry.plan import analyse

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
