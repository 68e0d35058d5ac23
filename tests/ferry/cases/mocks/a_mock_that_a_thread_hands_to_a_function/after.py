from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self.persistence = persistence

    async def size(self) -> int:
        return await self.persistence.count_players()


async def size_of(persistence: AsyncPersistenceLayer) -> int:
    return await persistence.count_players()


async def doubled(census: Census) -> int:
    return await census.size() * 2


@pytest.mark.asyncio
async def test_the_facade_in_a_thread() -> None:
    persistence = AsyncMock()
    persistence.count_players.return_value = 3
    assert await size_of(persistence) == 3
    persistence.count_players.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_a_class_in_a_thread() -> None:
    census = AsyncMock()
    census.size.return_value = 3
    assert await doubled(census=census) == 6
