from unittest.mock import AsyncMock, MagicMock, Mock

import pytest

from app.persistence.async_layer import get_async_persistence


class Census:
    async def size(self) -> int:
        return await get_async_persistence().count_players()


class Town:
    def __init__(self, census: Census) -> None:
        self.census = census


async def size(town: Town) -> int:
    return await town.census.size()


async def size_of_any(town) -> int:
    return await town.census.size()


async def sizes() -> list[int]:
    town = Town(Census())
    return [await size(town), await size_of_any(town)]


@pytest.mark.asyncio
async def test_a_town_by_annotation():
    town = MagicMock()
    town.census.size = AsyncMock()
    town.census.size.return_value = 3
    assert await size(town) == 3
    town.census.size.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_any_town():
    town = Mock()
    town.census.size = AsyncMock()
    town.census.size.return_value = 3
    assert await size_of_any(town) == 3


@pytest.mark.asyncio
async def test_what_the_town_holds_has_a_name():
    town = MagicMock()
    town.census.size = AsyncMock()
    census = town.census
    census.size.return_value = 3
    assert await size(town) == 3
    census.size.assert_awaited_once_with()
