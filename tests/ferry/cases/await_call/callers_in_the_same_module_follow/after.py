from app.models import Player
from app.persistence.async_layer import get_async_persistence


async def load(player_id: int) -> Player | None:
    return await get_async_persistence().get_player_by_id(player_id)


async def level(player_id: int) -> int:
    player = await load(player_id)
    return player.level if player else 0


async def report(player_id: int) -> str:
    return f"level {await level(player_id)}"
