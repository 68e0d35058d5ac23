import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


@pytest.mark.asyncio
@pytest.mark.parametrize("player_id", [0, 1])
async def test_an_id_is_known(player_id: int) -> None:
    assert await AsyncPersistenceLayer("memory").is_admin(player_id) in {True, False}
