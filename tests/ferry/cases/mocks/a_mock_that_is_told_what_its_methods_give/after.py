from unittest.mock import AsyncMock, MagicMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


async def level(layer: AsyncPersistenceLayer) -> object:
    return await layer.get_player_by_id(1)


@pytest.mark.asyncio
async def test_a_result_by_the_method_s_name() -> None:
    assert await level(AsyncMock(**{"get_player_by_id.return_value": 3})) == 3


@pytest.mark.asyncio
async def test_a_mock_of_the_method() -> None:
    assert await level(AsyncMock(get_player_by_id=AsyncMock(return_value=3), to_json=str)) == 3


@pytest.mark.asyncio
async def test_a_function_for_the_method() -> None:
    assert await level(AsyncMock(get_player_by_id=AsyncMock(side_effect=lambda number: number + 2))) == 3


@pytest.mark.asyncio
async def test_a_mock_that_is_told_later() -> None:
    layer = MagicMock(spec=AsyncPersistenceLayer)
    layer.configure_mock(**{"get_player_by_id.side_effect": [3]})
    assert await level(layer) == 3
