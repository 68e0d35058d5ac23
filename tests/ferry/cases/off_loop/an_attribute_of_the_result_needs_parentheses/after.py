import asyncio

from app.later.catalogue import find_player


async def name_of(player_id: int) -> str:
    return (await asyncio.to_thread(find_player, player_id)).name
