import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


@pytest.mark.asyncio
async def test_the_count_is_a_number() -> None:
    layer = AsyncPersistenceLayer("memory")

    assert await layer.count_players() == 0
