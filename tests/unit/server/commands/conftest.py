"""A small world on a real database."""

from collections.abc import AsyncIterator
from contextlib import AsyncExitStack

import pytest_asyncio

from persistence.layer import AsyncPersistenceLayer
from tests.unit.server.commands.small_game import ROOMS, SmallGame


@pytest_asyncio.fixture
async def small_game(database_url: str) -> AsyncIterator[SmallGame]:
    """Three rooms and nobody there."""
    async with await AsyncPersistenceLayer.open(database_url) as persistence, AsyncExitStack() as stack:
        await persistence.save_rooms(ROOMS)
        yield SmallGame(persistence, stack)
