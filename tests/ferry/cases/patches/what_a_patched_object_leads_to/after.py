from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


class Census:
    async def size(self) -> int:
        return await get_async_persistence().count_players()

    @staticmethod
    async def level(number: int) -> int:
        return await get_async_persistence().is_admin(number)

    def __enter__(self):
        return self

    def __exit__(self, *problem):
        return False


class Town:
    def __init__(self) -> None:
        self.census = Census()

    def get_census(self) -> Census:
        return self.census


def get_town() -> Town:
    return Town()


async def size() -> int:
    return await get_town().get_census().size()


async def level() -> int:
    return await Census.level(1)


async def size_in_a_block() -> int:
    with Census() as census:
        return await census.size()


@pytest.mark.asyncio
async def test_a_method_of_what_it_gives():
    with patch("cases.patches.test_what_a_patched_object_leads_to.get_town") as get_town:
        get_town.return_value.get_census.return_value.size = AsyncMock()
        get_town.return_value.get_census.return_value.size.return_value = 3
        assert await size() == 3
        get_town.return_value.get_census.return_value.size.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_a_method_that_the_test_sets():
    with patch("cases.patches.test_what_a_patched_object_leads_to.get_town") as get_town:
        get_town.return_value.get_census.return_value.size = AsyncMock(return_value=3)
        assert await size() == 3


@pytest.mark.asyncio
@patch("cases.patches.test_what_a_patched_object_leads_to.Census")
async def test_a_static_method(census):
    census.level = AsyncMock()
    census.return_value = AsyncMock()
    census.level.return_value = 3
    assert await level() == 3


@pytest.mark.asyncio
@patch("cases.patches.test_what_a_patched_object_leads_to.Census")
async def test_what_a_block_enters(census):
    census.return_value = AsyncMock()
    census.return_value.__enter__.return_value.size = AsyncMock()
    census.return_value.__enter__.return_value.size.return_value = 3
    assert await size_in_a_block() == 3
