from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


async def size(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


@pytest.mark.asyncio
async def test_the_size_is_the_count() -> None:
    layer = AsyncMock()
    layer.count_players.return_value = 2

    assert await size(layer) == 2
    layer.count_players.assert_awaited_once_with()
