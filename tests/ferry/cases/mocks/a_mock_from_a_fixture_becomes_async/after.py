from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self._persistence = persistence

    async def size(self) -> int:
        return await self._persistence.count_players()


@pytest.fixture
def layer() -> AsyncMock:
    layer = AsyncMock()
    layer.count_players.return_value = 2
    return layer


@pytest.mark.asyncio
async def test_the_size_is_the_count(layer: AsyncMock) -> None:
    assert await Census(layer).size() == 2
