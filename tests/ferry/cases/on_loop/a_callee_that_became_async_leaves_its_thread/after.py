from app.models import Player
from app.persistence.async_layer import get_async_persistence


async def load(player_id: int) -> Player | None:
    return await get_async_persistence().get_player_by_id(player_id)


async def show(player_id: int) -> Player | None:
    return await load(player_id)
