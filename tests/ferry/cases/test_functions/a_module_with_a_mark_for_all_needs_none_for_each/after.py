import pytest

from app.persistence.async_layer import AsyncPersistenceLayer

pytestmark = pytest.mark.asyncio


async def test_it_starts_empty() -> None:
    assert await AsyncPersistenceLayer("memory").list_players() == []
