from unittest.mock import MagicMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Window:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def viewers(self) -> int:
        return await self.layer.count_players()


@pytest.mark.asyncio
async def test_viewers() -> None:
    window = MagicMock(wraps=Window(get_async_persistence()))
    assert await window.viewers() == 0
    window.viewers.assert_called_once_with()
