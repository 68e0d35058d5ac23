import asyncio

from app.models import Player
from app.persistence import get_persistence


def load(player_id: int) -> Player | None:
    return get_persistence().get_player(player_id)


async def show(player_id: int) -> Player | None:
    return await asyncio.to_thread(load, player_id)
