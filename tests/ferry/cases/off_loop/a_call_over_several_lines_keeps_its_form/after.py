import asyncio

from app.later.catalogue import rename_player


async def rename(player_id: int) -> None:
    await asyncio.to_thread(
        rename_player,
        player_id,
        name="Ada",  # the first one
    )
