"""The `delete` step: what a deleted file still serves is named, and then nothing goes."""

from pathlib import Path

import pytest

from tests.ferry.conftest import Ferry, facts

DELETE = """
[[steps]]
id = "delete"
kind = "delete"
files = ["app/persistence/layer.py"]
"""
ERRORS = """

class LayerError(Exception):
    pass


LIMIT = 5
"""


@pytest.fixture
def gone(tree: Path) -> Path:
    """A tree of which nothing uses the facade but what the test adds, with a step that deletes it."""
    with (tree / "ferry.toml").open("a", encoding="utf-8") as config:
        config.write(DELETE)
    (tree / "cases/size.py").unlink()
    (tree / "app/later/catalogue.py").unlink()
    with (tree / "app/persistence/layer.py").open("a", encoding="utf-8") as layer:
        layer.write(ERRORS)
    return tree


def in_use(ferry: Ferry, root: Path, text: str) -> list[tuple[int, str]]:
    """Return the places of a module that the step names, after a look whether the tree is as it was."""
    module = root / "cases/user.py"
    module.write_text(text, encoding="utf-8")
    before = {path: path.read_bytes() for path in root.rglob("*") if path.is_file()}
    assert ferry("apply", "delete", "--allow-dirty", "--json", str(root.parent / "facts.json")) == 1
    assert {path: path.read_bytes() for path in root.rglob("*") if path.is_file()} == before
    found = facts(root.parent / "facts.json")["blockers"]
    assert {place["file"] for place in found} == {"cases/user.py"}
    return [(place["line"], place["reason"].partition("`: ")[0]) for place in found if place["kind"] == "in_use"]


def test_the_facade_goes_when_nothing_uses_it(ferry: Ferry, gone: Path) -> None:
    assert ferry("apply", "delete", "--allow-dirty") == 0

    assert not (gone / "app/persistence/layer.py").exists()
    assert "PersistenceLayer" not in (gone / "app/persistence/__init__.py").read_text(encoding="utf-8")


def test_a_call_of_the_facade_that_is_a_statement_is_in_use(ferry: Ferry, gone: Path) -> None:
    text = """\
from app.persistence import get_persistence


class Opening:
    def __init__(self, name: str) -> None:
        get_persistence().touch(name)
        print("open with", get_persistence().count_players())
"""

    assert {line for line, _ in in_use(ferry, gone, text)} == {6, 7}


def test_other_names_of_a_deleted_file_are_in_use(ferry: Ferry, gone: Path) -> None:
    text = """\
import app.persistence.layer
from app.persistence import layer as old
from app.persistence.layer import LIMIT, LayerError


def check(size: int) -> int:
    try:
        return size + LIMIT
    except LayerError:
        return old.LIMIT
    finally:
        print(app.persistence.layer.LIMIT)
"""

    assert {line for line, _ in in_use(ferry, gone, text)} == {8, 9, 10, 12}


def test_what_a_module_exports_of_a_deleted_file_is_in_use(ferry: Ferry, gone: Path) -> None:
    text = 'from app.persistence.layer import LayerError\n\n__all__ = ["LayerError"]\n'

    assert {line for line, _ in in_use(ferry, gone, text)} == {3}


def test_a_travel_attribute_that_more_is_done_for_is_in_use(ferry: Ferry, gone: Path) -> None:
    text = """\
from app.persistence import get_persistence


def wire(container, audit):
    container.persistence = audit(get_persistence())
"""

    assert {line for line, _ in in_use(ferry, gone, text)} == {5}


def test_a_blocker_that_is_left_is_no_reason_to_delete_what_it_uses(ferry: Ferry, gone: Path) -> None:
    (gone / "cases/user.py").write_text("def size(thing):\n    return thing.layer.count_players()\n", encoding="utf-8")
    (gone / "cases/keeper.py").write_text(
        "from app.persistence import get_persistence\n\n\ndef keep(thing):\n    thing.layer = get_persistence()\n",
        encoding="utf-8",
    )

    assert ferry("apply", "delete", "--allow-dirty", "--json", str(gone.parent / "facts.json")) == 1

    kinds = {(b["file"], b["kind"]) for b in facts(gone.parent / "facts.json")["blockers"]}
    assert kinds == {("cases/user.py", "unknown"), ("cases/keeper.py", "in_use"), ("cases/keeper.py", "untraced")}
    assert (gone / "app/persistence/layer.py").exists()


NOTEBOOK = '{"cells": [{"cell_type": "code", "source": [\n"from app.persistence import get_persistence"\n]}]}\n'
BESIDE = {
    "look.ipynb": NOTEBOOK,
    "cases/user.pyi": "from app.persistence import PersistenceLayer\n",
    "runme": "#!/usr/bin/env python3\nfrom app.persistence import get_persistence\n",
}


@pytest.mark.parametrize("name", BESIDE)
def test_code_that_is_no_module_is_mentioned_and_in_use(ferry: Ferry, gone: Path, name: str) -> None:
    (gone / name).write_text(BESIDE[name], encoding="utf-8")
    out = gone.parent / "facts.json"

    ferry("inventory", "--json", str(out))
    mentions = [site["file"] for site in facts(out)["sites"] if site["kind"] == "mention" and site["file"] == name]
    assert ferry("apply", "delete", "--allow-dirty", "--json", str(out)) == 1

    assert mentions == [name]
    assert [(place["file"], place["kind"]) for place in facts(out)["blockers"]] == [(name, "in_use")]


def test_a_script_of_another_language_and_a_document_are_not_in_use(ferry: Ferry, gone: Path) -> None:
    (gone / "README.md").write_text("The PersistenceLayer is gone.\n", encoding="utf-8")
    (gone / "build").write_text("#!/bin/sh\ngrep PersistenceLayer app\n", encoding="utf-8")

    assert ferry("apply", "delete", "--allow-dirty") == 0


@pytest.mark.parametrize("path", ["layer.py", "persistence/layer.py", "./app/persistence/layer.py"])
def test_a_path_that_code_loads_is_in_use(ferry: Ferry, gone: Path, path: str) -> None:
    text = f"""\
from importlib.util import spec_from_file_location

SPEC = spec_from_file_location("hidden", "{path}")
"""
    assert [line for line, _ in in_use(ferry, gone, text)] == [3]


def test_another_path_and_prose_are_no_use(ferry: Ferry, gone: Path) -> None:
    text = """\
'''layer.py'''

FILES = ["other/layer.py", "async_layer.py", "layer.pyi"]
"""
    (gone / "cases/user.py").write_text(text, encoding="utf-8")

    assert ferry("apply", "delete", "--allow-dirty") == 0
