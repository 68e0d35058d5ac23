import pytest

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def count(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


async def doubled(layer: AsyncPersistenceLayer) -> int:
    return 2 * await layer.count_players()


@pytest.mark.asyncio
@pytest.mark.parametrize(("measure", "expected"), [(count, 0), pytest.param(doubled, 0, id="twice")])
async def test_nobody_is_counted(measure, expected) -> None:
    assert await measure(get_async_persistence()) == expected
