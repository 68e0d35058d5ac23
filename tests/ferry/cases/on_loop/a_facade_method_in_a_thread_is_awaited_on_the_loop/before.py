import asyncio

from app.models import Player
from app.persistence import PersistenceLayer


async def show(persistence: PersistenceLayer, player_id: int) -> Player | None:
    await asyncio.sleep(0)
    return await asyncio.to_thread(persistence.get_player, player_id)
