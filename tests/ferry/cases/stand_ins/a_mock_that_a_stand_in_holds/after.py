from types import SimpleNamespace
from unittest.mock import AsyncMock, MagicMock, Mock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self.persistence = persistence

    async def size(self) -> int:
        return await self.persistence.count_players()

    def name(self) -> str:
        return "census"


class Town:
    def __init__(self, census: Census) -> None:
        self.census = census


async def size(town: Town) -> int:
    return await town.census.size()


@pytest.mark.asyncio
async def test_one_with_a_spec_in_a_plain_one() -> None:
    town = Mock(census=Mock(spec=Census))
    town.census.size.return_value = 3
    assert await size(town) == 3


@pytest.mark.asyncio
async def test_a_plain_one_with_a_name_in_a_plain_one() -> None:
    census = Mock()
    census.size = AsyncMock()
    census.size.return_value = 3
    assert await size(Mock(census=census)) == 3
    census.size.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_a_plain_one_that_is_told_what_its_methods_give() -> None:
    assert await size(Mock(census=Mock(**{"size.return_value": 3}, size=AsyncMock()))) == 3


@pytest.mark.asyncio
async def test_a_plain_one_in_one_with_a_spec() -> None:
    town = MagicMock(spec=Town, census=Mock(size=AsyncMock()))
    town.census.size.return_value = 3
    assert await size(town) == 3


@pytest.mark.asyncio
async def test_a_plain_one_that_is_put_into_one_with_a_spec() -> None:
    town = Mock(spec=Town)
    town.census = Mock()
    town.census.size = AsyncMock()
    town.census.size.return_value = 3
    assert await size(town) == 3


@pytest.mark.asyncio
async def test_a_plain_one_in_a_namespace() -> None:
    census = Mock()
    census.size = AsyncMock()
    census.size.return_value = 3
    assert await size(SimpleNamespace(census=census)) == 3
