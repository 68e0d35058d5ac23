import asyncio

from app.later.catalogue import find_player
from app.models import Player


async def show(player_id: int) -> Player | None:
    return await asyncio.to_thread(find_player, player_id)
