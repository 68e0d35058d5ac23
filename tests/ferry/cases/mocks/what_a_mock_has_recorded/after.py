from unittest import mock
from unittest.mock import AsyncMock, MagicMock, Mock, call, patch

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def name_of(persistence: AsyncPersistenceLayer, key: int) -> object:
    return await persistence.get_player_by_id(key)


async def first() -> object:
    return await get_async_persistence().get_player_by_id(1)


@pytest.mark.asyncio
async def test_name_of() -> None:
    layer = MagicMock(spec=AsyncPersistenceLayer)
    await name_of(layer, 2)
    assert layer.mock_calls == [mock.call.get_player_by_id(2)]
    layer.assert_has_calls([call.get_player_by_id(2)])


ONCE = [call.get_player_by_id(3)]


@pytest.mark.asyncio
async def test_calls_that_are_kept() -> None:
    layer = MagicMock(spec=AsyncPersistenceLayer)
    expected = [call.get_player_by_id(2), *ONCE]
    await name_of(layer, 2)
    await name_of(layer, 3)
    layer.assert_has_calls(expected)
    layer.assert_has_calls(ONCE)


@pytest.mark.asyncio
@patch("cases.mocks.test_what_a_mock_has_recorded.get_async_persistence")
async def test_calls_of_what_an_accessor_gives(accessor: Mock) -> None:
    accessor.return_value = AsyncMock()
    await first()
    assert accessor.mock_calls == [call(), call().get_player_by_id(1)]


@pytest.mark.asyncio
async def test_a_mock_that_is_attached() -> None:
    layer = AsyncMock()
    layer.attach_mock(AsyncMock(return_value=3), "get_player_by_id")
    assert await name_of(layer, 1) == 3
