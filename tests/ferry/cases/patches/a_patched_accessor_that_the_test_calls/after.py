from unittest.mock import AsyncMock, MagicMock, patch

import pytest

from app.persistence.async_layer import get_async_persistence


async def name() -> str:
    return str(await get_async_persistence().get_player_by_id(1))


@pytest.mark.asyncio
@patch("cases.patches.test_a_patched_accessor_that_the_test_calls.get_async_persistence")
async def test_decorated(given: MagicMock) -> None:
    given.return_value = AsyncMock()
    given().get_player_by_id.return_value = "x"
    assert await name() == "x"
    given().get_player_by_id.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_entered() -> None:
    with patch("cases.patches.test_a_patched_accessor_that_the_test_calls.get_async_persistence") as given:
        given.return_value = AsyncMock()
        given().get_player_by_id.return_value = "y"
        assert await name() == "y"


@pytest.mark.asyncio
async def test_started() -> None:
    patcher = patch("cases.patches.test_a_patched_accessor_that_the_test_calls.get_async_persistence")
    started = patcher.start()
    started.return_value = AsyncMock()
    started().get_player_by_id.return_value = "z"
    assert await name() == "z"
    patcher.stop()
