import asyncio

from app.later.catalogue import find_player
from app.models import Player
from app.persistence.async_layer import get_async_persistence


async def show(player_id: int) -> Player | None:
    await get_async_persistence().count_players()
    return await asyncio.to_thread(find_player, player_id)
