from unittest.mock import AsyncMock, patch

import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence

LAYERS: dict[str, AsyncPersistenceLayer] = {}


def layer_of(name: str) -> AsyncPersistenceLayer:
    if name not in LAYERS:
        LAYERS[name] = get_async_persistence()
    return LAYERS[name]


async def size() -> int:
    return await layer_of("main").count_players()


@pytest.mark.asyncio
async def test_a_patch():
    layer = AsyncMock()
    layer.count_players.return_value = 3
    with patch.dict("cases.mocks.test_mocks_that_tests_put_into_a_table.LAYERS", {"main": layer}):
        assert await size() == 3


@pytest.mark.asyncio
async def test_a_patch_by_names():
    layer = AsyncMock()
    layer.count_players.return_value = 3
    with patch.dict(LAYERS, main=layer):
        assert await size() == 3


@pytest.mark.asyncio
async def test_an_item(monkeypatch):
    layer = AsyncMock()
    layer.count_players.return_value = 3
    monkeypatch.setitem(LAYERS, "main", layer)
    assert await size() == 3


@pytest.mark.asyncio
async def test_an_assignment():
    layer = AsyncMock()
    layer.count_players.return_value = 3
    LAYERS["main"] = layer
    assert await size() == 3


@pytest.mark.asyncio
async def test_an_update():
    layer = AsyncMock()
    layer.count_players.return_value = 3
    LAYERS.update({"main": layer})
    assert await size() == 3
