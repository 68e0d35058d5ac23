import asyncio

from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer


async def show(persistence: AsyncPersistenceLayer, player_id: int) -> Player | None:
    await asyncio.sleep(0)
    return await persistence.get_player_by_id(player_id)
