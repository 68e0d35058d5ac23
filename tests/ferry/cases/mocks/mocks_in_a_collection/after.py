from unittest.mock import AsyncMock

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


class Roll:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def name(self) -> str:
        return str(await self.layer.get_player_by_id(1))


@pytest.mark.asyncio
async def test_in_a_dictionary() -> None:
    mocks = {"layer": AsyncMock(), "names": ["x"]}
    mocks["layer"].get_player_by_id.return_value = "x"
    assert await Roll(mocks["layer"]).name() == "x"
    mocks["layer"].get_player_by_id.assert_awaited_once_with(1)


@pytest.mark.asyncio
async def test_in_a_table_that_tells_what_they_stand_for() -> None:
    layers = {"a": AsyncMock(get_player_by_id=AsyncMock(return_value="x")), "b": AsyncMock(get_player_by_id=AsyncMock(return_value="y"))}
    assert [await Roll(layer).name() for layer in layers.values()] == ["x", "y"]


@pytest.mark.asyncio
async def test_in_a_list() -> None:
    layers = [AsyncMock(), AsyncMock()]
    for layer in layers:
        layer.get_player_by_id.return_value = "x"
    assert [await Roll(layer).name() for layer in layers] == ["x", "x"]


@pytest.mark.asyncio
async def test_one_for_each() -> None:
    layers = [AsyncMock() for _ in range(2)]
    for layer in layers:
        layer.get_player_by_id.return_value = "x"
    assert [await Roll(layer).name() for layer in layers] == ["x", "x"]


@pytest.mark.asyncio
async def test_one_of_two() -> None:
    layer = AsyncMock() if __debug__ else AsyncMock()
    layer.get_player_by_id.return_value = "x"
    assert await Roll(layer).name() == "x"


@pytest.mark.asyncio
async def test_named_where_it_is_given() -> None:
    assert await Roll(layer := AsyncMock(**{"get_player_by_id.return_value": "x"})).name() == "x"
    layer.get_player_by_id.assert_awaited_once_with(1)
