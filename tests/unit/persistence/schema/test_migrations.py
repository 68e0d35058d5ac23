"""The migrations make the schema that the tables describe, once, whoever starts them."""

import asyncio
import subprocess
import sys

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Connection, text
from sqlalchemy.exc import ProgrammingError
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

from persistence import errors
from persistence.layer import AsyncPersistenceLayer
from persistence.schema.metadata import metadata
from persistence.schema.migrate import upgrade


async def difference(url: str) -> list[object]:
    """What would have to be done to the database to make it as the tables of the code."""

    def compare(connection: Connection) -> list[object]:
        context = MigrationContext.configure(connection, opts={"compare_server_default": True})
        return list(compare_metadata(context, metadata))

    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            return await connection.run_sync(compare)
    finally:
        await engine.dispose()


async def revisions(url: str) -> list[str]:
    engine = create_async_engine(url, poolclass=NullPool)
    try:
        async with engine.connect() as connection:
            return list((await connection.execute(text("SELECT version_num FROM alembic_version"))).scalars())
    finally:
        await engine.dispose()


@pytest.mark.asyncio
async def test_the_migrations_make_what_the_tables_describe(empty_database_url: str) -> None:
    assert await difference(empty_database_url) != []

    await upgrade(empty_database_url)

    assert await difference(empty_database_url) == []


@pytest.mark.asyncio
async def test_the_database_of_the_tests_is_made_by_the_migrations(database_url: str) -> None:
    assert await difference(database_url) == []
    assert len(await revisions(database_url)) == 1


@pytest.mark.asyncio
async def test_two_that_start_together_migrate_once(empty_database_url: str) -> None:
    await asyncio.gather(*(upgrade(empty_database_url) for _ in range(4)))

    assert len(await revisions(empty_database_url)) == 1
    assert await difference(empty_database_url) == []


@pytest.mark.asyncio
async def test_a_database_of_a_newer_version_is_left_as_it_is(empty_database_url: str) -> None:
    await upgrade(empty_database_url)
    engine = create_async_engine(empty_database_url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.execute(text("UPDATE alembic_version SET version_num = 'newer'"))
    await engine.dispose()

    await upgrade(empty_database_url)

    assert await revisions(empty_database_url) == ["newer"]
    assert await difference(empty_database_url) == []


@pytest.mark.asyncio
async def test_a_migration_that_fails_leaves_nothing(empty_database_url: str) -> None:
    engine = create_async_engine(empty_database_url, poolclass=NullPool)
    async with engine.begin() as connection:
        await connection.execute(text("CREATE TABLE rooms (in_the_way int)"))

    with pytest.raises(ProgrammingError, match="already exists"):
        await upgrade(empty_database_url)

    async with engine.connect() as connection:
        tables = (await connection.execute(text("SELECT relname FROM pg_stat_user_tables"))).scalars().all()
    await engine.dispose()
    assert tables == ["rooms"]


@pytest.mark.asyncio
async def test_the_command_line_migrates(empty_database_url: str) -> None:
    command = [sys.executable, "-m", "persistence.schema.migrate", empty_database_url, "--revision", "0001"]

    done = await asyncio.to_thread(subprocess.run, command, capture_output=True, text=True, check=False, timeout=60)

    assert (done.returncode, done.stderr) == (0, "")
    assert await revisions(empty_database_url) == ["0001"]


@pytest.mark.asyncio
async def test_a_layer_on_a_database_without_schema_says_so(empty_database_url: str) -> None:
    async with await AsyncPersistenceLayer.open(empty_database_url) as layer:
        with pytest.raises(errors.SchemaError, match="run the migrations"):
            await layer.list_rooms()
