"""The persistence layer on a fresh database, and the nouns of its tests, as fixtures.

A `conftest.py` imports those that its folder uses.
"""

from collections.abc import AsyncIterator

import asyncpg
import pytest_asyncio
from sqlalchemy import make_url

from persistence.accounts.models import Account
from persistence.layer import AsyncPersistenceLayer
from persistence.players.models import Player
from persistence.rooms.models import Room


@pytest_asyncio.fixture
async def persistence(database_url: str) -> AsyncIterator[AsyncPersistenceLayer]:
    """An open layer on this test's own database."""
    async with await AsyncPersistenceLayer.open(database_url) as layer:
        yield layer


@pytest_asyncio.fixture
async def account(persistence: AsyncPersistenceLayer) -> Account:
    return await persistence.create_account("ada", "hash")


@pytest_asyncio.fixture
async def quay(persistence: AsyncPersistenceLayer) -> Room:
    return await persistence.save_room(Room("harbour/quay", "harbour", "The quay", "Ropes.", {"up": "harbour/loft"}))


@pytest_asyncio.fixture
async def player(persistence: AsyncPersistenceLayer, account: Account) -> Player:
    return await persistence.save_player(Player.new(user_id=account.id, name="Ada", room_id="harbour/quay"))


@pytest_asyncio.fixture
async def other_layer(database_url: str) -> AsyncIterator[AsyncPersistenceLayer]:
    """Another layer on the same database, as another process has it."""
    async with await AsyncPersistenceLayer.open(database_url) as layer:
        yield layer


@pytest_asyncio.fixture
async def observer(database_url: str) -> AsyncIterator[asyncpg.Connection]:
    """A connection that is none of the layer's, to look at the database and to stand in the layer's way."""
    url = make_url(database_url)
    connection = await asyncpg.connect(host=str(url.query["host"]), user=url.username, database=url.database)
    yield connection
    await connection.close()
