from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer


@asynccontextmanager
async def editing(layer: AsyncPersistenceLayer, player_id: int) -> AsyncIterator[Player]:
    player = await layer.get_player_by_id(player_id)
    yield player
    await layer.save_player(player)


async def rename(layer: AsyncPersistenceLayer, player_id: int, name: str) -> None:
    async with editing(layer, player_id) as player:
        player.name = name


async def rename_and_log(layer: AsyncPersistenceLayer, lock, player_id: int) -> None:
    # the lock is taken first
    with lock:
        async with editing(layer, player_id) as player:
            with lock:
                player.name = "x"
