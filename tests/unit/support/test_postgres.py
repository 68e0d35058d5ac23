"""The databases that tests get: real, migrated, and nobody else's."""

import asyncpg
import pytest

from persistence.embedded import EmbeddedPostgres

TABLES = "select table_name from information_schema.tables where table_schema = 'public'"


async def connect(url: str) -> "asyncpg.Connection[asyncpg.Record]":
    return await asyncpg.connect(url.replace("+asyncpg", ""))


@pytest.mark.asyncio
async def test_a_database_has_the_schema_and_no_rows(database_url: str) -> None:
    connection = await connect(database_url)

    tables = {row["table_name"] for row in await connection.fetch(TABLES)}
    players = await connection.fetchval("select count(*) from players")
    await connection.close()

    assert {"accounts", "players", "rooms"} <= tables
    assert players == 0


@pytest.mark.asyncio
async def test_an_empty_database_has_no_schema(empty_database_url: str) -> None:
    connection = await connect(empty_database_url)

    assert await connection.fetch(TABLES) == []

    await connection.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("turn", [1, 2, 3])
async def test_what_one_test_function_leaves_the_next_does_not_see(database_url: str, turn: int) -> None:
    connection = await connect(database_url)

    await connection.execute("create table left_behind (turn int)")

    await connection.close()


@pytest.mark.asyncio
@pytest.mark.parametrize("turn", [1, 2])
async def test_a_connection_left_open_does_not_hold_up_the_next_test(database_url: str, turn: int) -> None:
    connection = await connect(database_url)
    transaction = connection.transaction()
    await transaction.start()
    await connection.execute("create table never_committed (turn int)")

    connection.terminate()


@pytest.mark.asyncio
async def test_two_databases_of_one_test_are_two(database_url: str, empty_database_url: str) -> None:
    assert database_url != empty_database_url


@pytest.mark.asyncio
async def test_given_back_databases_are_dropped(postgres_server: EmbeddedPostgres, database_url: str) -> None:
    """At most the database in use, the one being dropped and the ones made ahead exist."""
    connection = await connect(database_url)

    names = await connection.fetch("select datname from pg_database where datname like 'test_%'")
    await connection.close()

    assert len(names) <= 4
