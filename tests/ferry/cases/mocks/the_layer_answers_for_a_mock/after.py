from unittest.mock import MagicMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Roll:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def call(self, number: int) -> str:
        return f"{await self.layer.get_player_by_id(number)}!"


@pytest.mark.asyncio
async def test_the_call_is_recorded() -> None:
    layer = MagicMock(spec=AsyncPersistenceLayer)
    layer.get_player_by_id.side_effect = AsyncPersistenceLayer("memory").get_player_by_id
    assert await Roll(layer).call(1) == "ann!"
    layer.get_player_by_id.assert_awaited_once_with(1)
