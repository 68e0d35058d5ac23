import pytest

from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer


async def saved(layer: AsyncPersistenceLayer, name: str) -> Player:
    player = Player(1, name)
    await layer.save_player(player)
    return player


@pytest.mark.asyncio
async def test_a_saved_player_is_found() -> None:
    layer = AsyncPersistenceLayer("memory")

    player = await saved(layer, "Ada")

    assert await layer.get_player_by_id(1) == player
