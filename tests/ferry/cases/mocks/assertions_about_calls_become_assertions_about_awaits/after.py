from unittest.mock import Mock, call

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


async def sweep(layer: AsyncPersistenceLayer, ids: list[int]) -> None:
    for player_id in ids:
        await layer.delete_player(player_id)


@pytest.mark.asyncio
async def test_each_is_deleted() -> None:
    layer = Mock(spec=AsyncPersistenceLayer)

    await sweep(layer, [1, 2])

    layer.delete_player.assert_awaited()
    layer.delete_player.assert_awaited_with(2)
    layer.delete_player.assert_any_await(1)
    layer.delete_player.assert_has_awaits([call(1), call(2)])
    layer.save_player.assert_not_called()
