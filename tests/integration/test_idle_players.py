"""An idle player costs the database nothing."""

import string
from contextlib import AsyncExitStack

import asyncpg
import pytest

from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from persistence.rooms.models import Room
from tests.support.game.client import client
from tests.support.game.server import running_server, settings_for

_PLAYERS = 500
_IN_A_ROOM = 10
_POOL = 5
# Connections that the persistence layer may keep beside its pool, whoever plays.
_KEPT_BY_THE_LAYER = 5


@pytest.mark.asyncio
async def test_five_hundred_idle_players_share_a_pool_of_five_with_one_who_acts(database_url: str) -> None:
    async with AsyncExitStack() as stack:
        server = await stack.enter_async_context(running_server(settings_for(database_url, pool_size=_POOL)))
        visitor = await stack.enter_async_context(client(server.url))
        token = await visitor.register("ada")
        names = await _crowd(server.container.persistence)
        players = [await stack.enter_async_context(visitor.play(token, name)) for name in names]

        await players[0].type("look")
        answer = await players[0].until("room")

        assert len(answer["people"]) == _IN_A_ROOM - 1
        sessions, in_transaction = await _sessions(database_url)
        assert sessions <= _POOL + _KEPT_BY_THE_LAYER
        assert in_transaction == 0


async def _crowd(persistence: AsyncPersistenceLayer) -> list[str]:
    """The names of players of one account, a few in each room: each arrival is told to all who are there."""
    account = await persistence.get_account_by_username("ada")
    assert account is not None
    rooms = [Room(f"crowd/r{number}", "crowd", "A room", "") for number in range(_PLAYERS // _IN_A_ROOM)]
    await persistence.save_rooms(rooms)
    letters = string.ascii_lowercase
    names = [f"Crowd-{letters[number // 26]}{letters[number % 26]}" for number in range(_PLAYERS)]
    await persistence.save_players(
        [
            Player.new(user_id=account.id, name=name, room_id=rooms[number // _IN_A_ROOM].id)
            for number, name in enumerate(names)
        ]
    )
    return names


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
