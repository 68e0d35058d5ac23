from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


class Census:
    async def size(self) -> int:
        return await get_async_persistence().count_players()

    def unit(self) -> str:
        return "players"


census = Census()


def make() -> Census:
    return census


async def text() -> str:
    return f"{await census.size()} {census.unit()}"


async def made() -> int:
    return await make().size()


@pytest.mark.asyncio
@patch("cases.patches.test_a_patched_object.census")
async def test_an_object_of_the_module(census):
    census.size = AsyncMock()
    census.size.side_effect = [3, 4]
    census.unit.return_value = "cats"
    assert [await text(), await text()] == ["3 cats", "4 cats"]


@patch("cases.patches.test_a_patched_object.census")
class TestTheWholeClassIsPatched:
    @pytest.mark.asyncio
    async def test_an_object_of_the_module(self, census):
        census.size = AsyncMock()
        census.size.return_value = 3
        assert await text()


@pytest.mark.asyncio
async def test_a_function_that_gives_an_object(mocker):
    make = mocker.patch("cases.patches.test_a_patched_object.make")
    make.return_value.size = AsyncMock()
    make.return_value.size.return_value = 3
    assert await made() == 3
