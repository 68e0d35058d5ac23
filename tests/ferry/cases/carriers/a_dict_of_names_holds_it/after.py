import pytest

from app.persistence.async_layer import get_async_persistence


async def size() -> int:
    named = dict(layer_here=get_async_persistence(), number=1)
    return await named["layer_here"].count_players()


@pytest.mark.asyncio
async def test_size() -> None:
    assert await size() == 0
