"""The cache of the type checker's answers: it changes how long a run takes, never what it says."""

import os
from pathlib import Path

import pytest

from benchmarks.ferry.generate import SIZES, generate
from tools.ferry.cli.main import main
from tools.ferry.types.cache import trim

BASE = """\
from app.persistence import PersistenceLayer


class Base:
    def size(self, key: str) -> int:
        return 1


def of_persistence(layer: PersistenceLayer) -> PersistenceLayer:
    return layer
"""
USER = """\
from app.base import Base, of_persistence
from app.persistence import PersistenceLayer


class Heir(Base):
    pass


def use(heir: Heir, layer: PersistenceLayer) -> object:
    return of_persistence(layer).count_rooms()
"""


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    """A small generated code base, with a class in one file and its heir in another."""
    root = tmp_path / "tree"
    generate(root, SIZES["small"])
    (root / "app" / "base.py").write_text(BASE, encoding="utf-8")
    (root / "app" / "user.py").write_text(USER, encoding="utf-8")
    return root


def inventory(tree: Path, monkeypatch: pytest.MonkeyPatch, cache: Path | None) -> bytes:
    """Return the JSON of `ferry inventory` with the cache in a folder, or without."""
    monkeypatch.setenv("FERRY_CACHE_DIR", str(cache) if cache else "")
    out = tree.parent / "out.json"
    assert main(["--quiet", "--root", str(tree), "inventory", "--json", str(out)]) in {0, 1}
    return out.read_bytes()


def test_answers_are_the_same_without_a_cache_with_an_empty_one_and_with_a_full_one(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"

    without = inventory(tree, monkeypatch, None)

    assert inventory(tree, monkeypatch, cache) == without
    kept = sorted(cache.iterdir())
    assert kept
    assert inventory(tree, monkeypatch, cache) == without
    assert sorted(cache.iterdir()) == kept


def test_a_base_class_that_changes_in_one_file_changes_the_facts_of_those_that_depend_on_it(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    before = inventory(tree, monkeypatch, cache)
    changed = BASE.replace("-> PersistenceLayer", "-> 'Rooms'") + (
        "\n\nclass Rooms:\n    def count_rooms(self) -> int:\n        return 1\n"
    )
    (tree / "app" / "base.py").write_text(changed, encoding="utf-8")

    after = inventory(tree, monkeypatch, cache)

    assert b'"app.base.Rooms"' in after
    assert b'"app.base.Rooms"' not in before
    assert after == inventory(tree, monkeypatch, None)


def test_lines_that_move_in_one_file_move_nothing_wrong_in_others(
    tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache = tmp_path / "cache"
    inventory(tree, monkeypatch, cache)
    layer = tree / "app" / "persistence" / "layer.py"
    text = layer.read_text(encoding="utf-8")
    moved = text.replace(
        "        raise NotImplementedError\n", "        # later\n\n        raise NotImplementedError\n"
    )
    layer.write_text(moved, encoding="utf-8")
    kept = set(cache.iterdir())

    after = inventory(tree, monkeypatch, cache)

    assert after == inventory(tree, monkeypatch, None)
    assert len(set(cache.iterdir()) - kept) <= 1, "only the edited file was asked about again"


def test_a_damaged_entry_is_asked_for_again(tree: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    cache = tmp_path / "cache"
    before = inventory(tree, monkeypatch, cache)
    for entry in cache.iterdir():
        entry.write_bytes(b"{half an ent")

    assert inventory(tree, monkeypatch, cache) == before


def test_the_entries_that_were_not_used_for_longest_go_first(tmp_path: Path) -> None:
    for number in range(5):
        entry = tmp_path / f"{number}.json"
        entry.write_bytes(b"[]")
        os.utime(entry, (number, number))

    trim(tmp_path, limit=2)

    assert sorted(path.name for path in tmp_path.iterdir()) == ["3.json", "4.json"]
