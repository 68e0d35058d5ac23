from typing import Any

from app.persistence.async_layer import get_async_persistence


async def load(persistence: Any, player_id: int):
    return await find(persistence, player_id)


async def find(persistence: Any, player_id: int):
    return await persistence.get_player_by_id(player_id)


async def start():
    return await load(get_async_persistence(), 3)
