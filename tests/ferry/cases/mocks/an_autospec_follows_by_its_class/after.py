from unittest.mock import create_autospec

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


async def size(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


@pytest.mark.asyncio
async def test_the_size_is_the_count() -> None:
    layer = create_autospec(AsyncPersistenceLayer)
    layer.count_players.return_value = 3

    assert await size(layer) == 3
