import asyncio
import inspect

from app.persistence import PersistenceLayer


async def load(layer: PersistenceLayer, player_id: int):
    if inspect.iscoroutinefunction(layer.get_player):
        return await layer.get_player(player_id)
    return await asyncio.to_thread(layer.get_player, player_id)
