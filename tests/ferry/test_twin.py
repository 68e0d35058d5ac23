"""The target that is generated for packages of the corpus does what their own facade does."""

import asyncio
import sys
from importlib import import_module
from pathlib import Path

import pytest

from tests.ferry.corpus.twin import make_twin
from tools.ferry.source import read_program

STORE = """\
from contextlib import contextmanager


class Closing:
    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.done.append("closed")


class Store(Closing):
    def __init__(self):
        self.done = []

    @contextmanager
    def transact(self, name):
        self.done.append(f"begin {name}")
        yield ["row"]
        self.done.append(f"end {name}")

    def names(self):
        yield "a"
        yield "b"
"""


def test_what_is_entered_can_be_entered(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "entered_store.py").write_text(STORE, encoding="utf-8")
    program = read_program(tmp_path, (".",), ())
    text = make_twin(program, "entered_store.Store", (), "entered_twin", ()).text
    (tmp_path / "entered_twin.py").write_text(text, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    twin = import_module("entered_twin").AsyncStore()

    async def use() -> list[str]:
        async with twin as entered:
            assert entered is twin
            with await twin.transact("order") as rows:
                assert rows == ["row"]
                assert await twin.names() == ["a", "b"]
        done: list[str] = twin.done
        return done

    assert asyncio.run(use()) == ["begin order", "end order", "closed"]
    for name in ("entered_store", "entered_twin"):
        monkeypatch.delitem(sys.modules, name)


def test_heirs_of_one_name_get_a_class_each(tmp_path: Path) -> None:
    (tmp_path / "base.py").write_text("class Store:\n    def load(self):\n        return 1\n", encoding="utf-8")
    for module in ("memory", "files"):
        text = "from base import Store as Base\n\n\nclass Shelf(Base):\n    pass\n"
        (tmp_path / f"{module}.py").write_text(text, encoding="utf-8")

    twin = make_twin(read_program(tmp_path, (".",), ()), "base.Store", (), "twin", ())

    assert twin.classes == {"files.Shelf": "twin.AsyncFilesShelf", "memory.Shelf": "twin.AsyncMemoryShelf"}
    assert '"AsyncFilesShelf": "files.Shelf", "AsyncMemoryShelf": "memory.Shelf"' in twin.text
