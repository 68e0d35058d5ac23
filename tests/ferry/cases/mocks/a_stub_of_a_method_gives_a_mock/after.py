from unittest.mock import AsyncMock, MagicMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layers = {"main": layer}

    def layer_of(self, name):
        return self.layers[name]

    async def close(self, name):
        await self.layer_of(name).close()


@pytest.mark.asyncio
async def test_a_lambda_gives_it():
    layer = AsyncMock()
    census = Census(None)
    census.layer_of = lambda name: layer if name == "main" else None
    await census.close("main")
    layer.close.assert_awaited_once_with()


@pytest.mark.asyncio
async def test_a_mock_gives_it():
    layer = AsyncMock()
    census = Census(None)
    census.layer_of = MagicMock(return_value=layer)
    await census.close("main")
    layer.close.assert_awaited_once_with()
