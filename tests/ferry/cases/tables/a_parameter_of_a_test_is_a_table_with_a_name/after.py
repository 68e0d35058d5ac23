import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def count(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


async def doubled(layer: AsyncPersistenceLayer) -> int:
    return 2 * await layer.count_players()


each_measure = pytest.mark.parametrize("measure", [count, doubled])


@pytest.mark.asyncio
@each_measure
async def test_nobody_is_counted(measure) -> None:
    assert await measure(get_async_persistence()) == 0
