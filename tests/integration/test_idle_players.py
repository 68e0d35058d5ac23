"""An idle player costs the database nothing."""

from contextlib import AsyncExitStack

import asyncpg
import pytest

from tests.support.game.client import client
from tests.support.game.server import running_server, settings_for

_PLAYERS = 60
_POOL = 2
# Connections that the persistence layer may keep beside its pool, whoever plays.
_KEPT_BY_THE_LAYER = 2


@pytest.mark.asyncio
async def test_sixty_idle_players_share_a_pool_of_two_with_one_who_acts(database_url: str) -> None:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(running_server(settings_for(database_url, pool_size=_POOL)))
        visitor = await stack.enter_async_context(client(server.url))
        players = [await stack.enter_async_context(visitor.play(*one)) for one in await visitor.crowd(_PLAYERS)]

        await players[0].type("look")
        answer = await players[0].until("room")

        assert len(answer["people"]) == _PLAYERS - 1
        sessions, in_transaction = await _sessions(database_url)
        assert sessions <= _POOL + _KEPT_BY_THE_LAYER
        assert in_transaction == 0


async def _sessions(database_url: str) -> tuple[int, int]:
    """The server's connections to the database, and how many of them are in a transaction."""
    connection = await asyncpg.connect(database_url.replace("+asyncpg", ""))
    try:
        row = await connection.fetchrow(
            "SELECT count(*), count(xact_start) FROM pg_stat_activity"
            " WHERE datname = current_database() AND pid <> pg_backend_pid()"
        )
    finally:
        await connection.close()
    assert row is not None
    return row[0], row[1]
