import asyncio

from app.later.catalogue import find_player
from app.persistence.async_layer import AsyncPersistenceLayer


async def anyone(layer: AsyncPersistenceLayer, ids: list[int]) -> bool:
    return await layer.count_players() > 0 and any([await asyncio.to_thread(find_player, i) for i in ids])
