from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Sheet:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def name(self) -> str:
        return str(await self.layer.get_player_by_id(1))


LAYER = AsyncMock(**{"get_player_by_id.return_value": "x"})


@pytest.mark.asyncio
@pytest.mark.parametrize("layer", [AsyncMock(**{"get_player_by_id.return_value": "x"}), AsyncMock(**{"get_player_by_id.return_value": "x"})])
async def test_one(layer) -> None:
    assert await Sheet(layer).name() == "x"


@pytest.mark.asyncio
@pytest.mark.parametrize(("layer", "name"), [(LAYER, "x"), pytest.param(AsyncMock(), "y", id="y")])
async def test_two(layer, name) -> None:
    layer.get_player_by_id.return_value = name
    assert await Sheet(layer).name() == name
