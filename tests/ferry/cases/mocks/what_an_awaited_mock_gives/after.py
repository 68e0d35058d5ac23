from unittest.mock import AsyncMock, MagicMock, patch

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def find(number: int) -> object:
    return await get_async_persistence().get_player_by_id(number)


async def title(number: int) -> str:
    return (await find(number)).title()


async def both(layer: AsyncPersistenceLayer) -> str:
    return (await layer.get_player_by_id(1)).title() + (await layer.get_player_by_id(2)).lower()


@pytest.mark.asyncio
async def test_methods_of_what_a_patched_function_gives():
    with patch("cases.mocks.test_what_an_awaited_mock_gives.find") as find:
        find.return_value = MagicMock()
        find.return_value.title.return_value = "T"
        assert await title(1) == "T"


@pytest.mark.asyncio
@patch("cases.mocks.test_what_an_awaited_mock_gives.get_async_persistence")
async def test_methods_of_what_the_layer_gives(get_async_persistence):
    get_async_persistence.return_value = AsyncMock()
    get_async_persistence.return_value.get_player_by_id.return_value = MagicMock()
    get_async_persistence.return_value.get_player_by_id.return_value.title.return_value = "T"
    assert await title(1) == "T"


@pytest.mark.asyncio
async def test_it_is_told_once():
    layer = AsyncMock()
    # what it gives
    layer.get_player_by_id.return_value = MagicMock()
    layer.get_player_by_id.return_value.title.return_value = "T"
    layer.get_player_by_id.return_value.lower.return_value = "l"
    assert await both(layer) == "Tl"


@pytest.mark.asyncio
async def test_it_is_told_already():
    layer = AsyncMock()
    layer.get_player_by_id.return_value = MagicMock()
    layer.get_player_by_id.return_value.title.return_value = "T"
    layer.get_player_by_id.return_value.lower.return_value = "l"
    assert await both(layer) == "Tl"
