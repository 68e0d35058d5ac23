from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from app.persistence.async_layer import AsyncPersistenceLayer


@pytest_asyncio.fixture
async def layer() -> AsyncIterator[AsyncPersistenceLayer]:
    layer = AsyncPersistenceLayer("memory")
    yield layer
    await layer.close()


@pytest.mark.asyncio
async def test_it_is_empty(layer: AsyncPersistenceLayer) -> None:
    assert await layer.count_players() == 0
