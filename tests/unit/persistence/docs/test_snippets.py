"""What the documents show works: their Python is run, block after block, on a real database."""

import ast
import inspect
import re
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from alembic.operations import Operations as AlembicOperations
from sqlalchemy import Connection
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from persistence.layer import AsyncPersistenceLayer
from persistence.schema.metadata import metadata

T = TypeVar("T")

# Not resolved: under Bazel the files beside this one are links.
_TESTS = Path(__file__).parents[1]
_DOCUMENTS = _TESTS.parents[2] / "docs"
_BLOCK = re.compile(r"^( *)```python\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)


def blocks(document: Path) -> list[tuple[int, str]]:
    """The line and the source of each Python block."""
    text = document.read_text(encoding="utf-8")
    return [(text.count("\n", 0, found.start(2)), textwrap.dedent(found.group(2))) for found in _BLOCK.finditer(text)]


async def on_connection(url: str, work: Callable[[Connection], T]) -> T:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.begin() as connection:
            return await connection.run_sync(work)
    finally:
        await engine.dispose()


async def run_revision(url: str, upgrade: Any) -> None:
    """Does what a revision does, as the next migration of the database would."""

    def run(connection: Connection) -> None:
        with AlembicOperations.context(MigrationContext.configure(connection)):
            upgrade()

    await on_connection(url, run)


async def difference(url: str) -> list[object]:
    """What the tables that are described have and the database does not, and the other way round."""
    return await on_connection(
        url, lambda connection: list(compare_metadata(MigrationContext.configure(connection), metadata))
    )


@pytest.mark.asyncio
async def test_the_access_patterns_work(database_url: str) -> None:
    document = _DOCUMENTS / "DATABASE_ACCESS_PATTERNS.md"
    found = blocks(document)
    assert len(found) >= 21

    tables = set(metadata.tables)
    async with await AsyncPersistenceLayer.open(database_url) as persistence:
        names: dict[str, object] = {"url": database_url, "persistence": persistence}
        for line, source in found:
            tree = ast.increment_lineno(ast.parse(source), line)
            code = compile(tree, str(document), "exec", flags=ast.PyCF_ALLOW_TOP_LEVEL_AWAIT)
            result = eval(code, names)  # noqa: S307 - the repository's own documents
            if inspect.isawaitable(result):
                await result
            if "revision: str" in source:
                await run_revision(database_url, names["upgrade"])
    try:
        assert set(metadata.tables) - tables == {"bounties"}
        assert await difference(database_url) == []
    finally:
        for name in set(metadata.tables) - tables:
            metadata.remove(metadata.tables[name])


def test_the_promises_name_tests_that_exist() -> None:
    folders = (_TESTS / "guarantees", *(_TESTS.parents[1] / name for name in ("integration", "e2e")))
    tests = [path for folder in folders for path in folder.glob("test_*.py")]
    sources = "\n".join(path.read_text(encoding="utf-8") for path in tests)
    modules = {path.stem for path in tests}

    named = set(re.findall(r"\btest_\w+", (_DOCUMENTS / "PERSISTENCE.md").read_text(encoding="utf-8")))

    assert len(named) >= 35
    assert {name for name in named if name not in modules and f"def {name}(" not in sources} == set()
