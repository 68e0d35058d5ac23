"""What the facade gives that is of another class than what the target gives: tables, cursors, transactions."""

from pathlib import Path

import pytest

from tests.ferry.stores import ALONE, migrate

APP = """\
from collections.abc import Iterator
from contextlib import contextmanager

ROWS = {1: "ann"}


class Table:
    title = "rows"

    def get(self, key: int) -> str:
        return ROWS[key]

    def __enter__(self):
        return self

    def __exit__(self, *args: object) -> None:
        pass


class Store:
    def __init__(self) -> None:
        self.table = Table()
        self.by_name = {"a": Table()}

    def load(self, key: int) -> str:
        return ROWS[key]

    def begin(self) -> Table:
        return Table()

    def begin_untold(self):
        return Table()

    @property
    def first(self) -> Table | None:
        return Table()

    @contextmanager
    def opened(self) -> Iterator[Table]:
        yield Table()

    def each(self) -> list[Table]:
        return [Table()]

    def __getitem__(self, name: str) -> Table:
        return Table()

    def __enter__(self) -> Table:
        return Table()

    def __exit__(self, *args: object) -> None:
        pass
"""
TARGET = """\
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app import ROWS


class AsyncTable:
    title = "rows"

    async def get(self, key: int) -> str:
        return ROWS[key]

    async def __aenter__(self):
        return self

    async def __aexit__(self, *args: object) -> None:
        pass


class AsyncStore:
    def __init__(self) -> None:
        self.table = AsyncTable()
        self.by_name = {"a": AsyncTable()}

    async def load(self, key: int) -> str:
        return ROWS[key]

    async def begin(self) -> AsyncTable:
        return AsyncTable()

    def begin_untold(self):
        return AsyncTable()

    @property
    def first(self) -> AsyncTable | None:
        return AsyncTable()

    @asynccontextmanager
    async def opened(self) -> AsyncIterator[AsyncTable]:
        yield AsyncTable()

    def each(self) -> list[AsyncTable]:
        return [AsyncTable()]

    def __getitem__(self, name: str) -> AsyncTable:
        return AsyncTable()

    async def __aenter__(self) -> AsyncTable:
        return AsyncTable()

    async def __aexit__(self, *args: object) -> None:
        pass
"""
USE = """\
from app import Store


def show(store: Store) -> str:
    {use}


def load(store: Store) -> str:
    return store.load(1)


def both() -> str:
    store = Store()
    return show(store) + load(store)
"""
READS = (
    "return store.table.get(1)",
    "rows = store.table\n    return rows.get(1)",
    "return store.by_name['a'].get(1)",
    "return store.begin().get(1)",
    "return store.begin_untold().get(1)",
    "return store.first.get(1) if store.first else ''",
    "return ''.join(table.get(1) for table in store.each())",
    "return getattr(store, 'table').get(1)",
    "return store['a'].get(1)",
    "with store.begin() as rows:\n        return rows.get(1)",
    "with store.opened() as rows:\n        return rows.get(1)",
    "with store as rows:\n        return rows.get(1)",
)


@pytest.mark.parametrize("read", READS)
def test_what_is_asynchronous_in_the_target_holds_the_object_back(tmp_path: Path, read: str) -> None:
    use = USE.format(use=read)
    changes = migrate(tmp_path, APP, ALONE, use, TARGET)

    assert {blocker.kind for blocker in changes.blockers} == {"part", "held_back"}
    assert (tmp_path / "use.py").read_text(encoding="utf-8") == use


def test_what_is_the_same_in_the_target_holds_nothing_back(tmp_path: Path) -> None:
    shared = TARGET.replace("self.table = AsyncTable()", "self.table = Table()").replace("ROWS\n", "ROWS, Table\n", 1)
    changes = migrate(tmp_path, APP, ALONE, USE.format(use="return store.table.get(1)"), shared)

    assert changes.blockers == []
    assert "    return store.table.get(1)" in (tmp_path / "use.py").read_text(encoding="utf-8")


def test_what_has_nothing_to_await_holds_nothing_back(tmp_path: Path) -> None:
    plain = TARGET.replace("self.table = AsyncTable()", "self.table = Rows()")
    plain += "\n\nclass Rows:\n    def get(self, key: int) -> str:\n        return ROWS[key]\n"
    changes = migrate(tmp_path, APP, ALONE, USE.format(use="return store.table.get(1)"), plain)

    assert changes.blockers == []


LIBRARY = (
    ("sqlite3", "sqlite3.Connection", "aiosqlite", "aiosqlite.Connection"),
    ("redis", "redis.Redis", "redis.asyncio", "redis.asyncio.Redis"),
)


@pytest.mark.parametrize("names", LIBRARY)
def test_an_asynchronous_object_of_a_library_holds_the_facade_back(tmp_path: Path, names: tuple[str, ...]) -> None:
    old, given, new, in_target = names
    app = f"import {old}\n\n{APP}\n    def pool(self) -> {given}: ...\n"
    target = f"import {new}\n\n{TARGET}\n    def pool(self) -> {in_target}: ...\n"
    changes = migrate(tmp_path, app, ALONE, USE.format(use="return str(store.pool())"), target)

    assert {blocker.kind for blocker in changes.blockers} == {"part", "held_back"}


def test_what_a_function_of_a_library_gives_is_nothing_asynchronous(tmp_path: Path) -> None:
    target = f"import asyncio\n\n{TARGET}".replace("return ROWS[key]", "return await asyncio.to_thread(ROWS.get, key)")
    changes = migrate(tmp_path, APP, ALONE, USE.format(use="return store.load(2)"), target)

    assert changes.blockers == []
