"""An asynchronous layer on a clean database."""

from collections.abc import AsyncIterator

import pytest_asyncio

from server.models import Room
from server.persistence.async_persistence import AsyncPersistenceLayer
from server.settings import database_url


@pytest_asyncio.fixture
async def empty_layer() -> AsyncIterator[AsyncPersistenceLayer]:
    """A layer on a database with empty tables."""
    layer = AsyncPersistenceLayer(database_url())
    await layer.drop_schema()
    await layer.create_schema()
    yield layer
    await layer.close()


@pytest_asyncio.fixture
async def layer(empty_layer: AsyncPersistenceLayer) -> AsyncPersistenceLayer:
    """A layer on a database with the room in which players start."""
    await empty_layer.save_room(Room("harbour/quay", "The quay", "Wet."))
    return empty_layer
