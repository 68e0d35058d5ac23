from functools import partial

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def level(layer: AsyncPersistenceLayer, player_id: int) -> int:
    return (await layer.get_player_by_id(player_id)).level


async def first(layer: AsyncPersistenceLayer):
    load = partial(layer.get_player_by_id, 1)
    return await load()


async def second() -> int:
    ask = partial(level, get_async_persistence())
    return await ask(2)
