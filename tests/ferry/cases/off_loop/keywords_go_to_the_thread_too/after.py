import asyncio

from app.later.catalogue import rename_player


async def rename(player_id: int, name: str) -> None:
    await asyncio.sleep(0)
    await asyncio.to_thread(rename_player, player_id, name=name)
