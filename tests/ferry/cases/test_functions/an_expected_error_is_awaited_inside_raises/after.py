import pytest

from app.persistence.async_layer import AsyncPersistenceLayer


@pytest.mark.asyncio
async def test_nobody_is_no_player() -> None:
    with pytest.raises(AttributeError):
        (await AsyncPersistenceLayer("memory").get_player_by_id(7)).name
