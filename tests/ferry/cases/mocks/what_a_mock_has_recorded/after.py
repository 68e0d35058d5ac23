from unittest import mock
from unittest.mock import MagicMock, call

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


async def name_of(persistence: AsyncPersistenceLayer, key: int) -> object:
    return await persistence.get_player_by_id(key)


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
