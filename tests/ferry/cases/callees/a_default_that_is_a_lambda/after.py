import inspect

from app.persistence.async_layer import get_async_persistence


async def value_of(key: int, default=None, factory=lambda: 0):
    player = await get_async_persistence().get_player_by_id(key)
    return player.level if player is not None else (await result if inspect.isawaitable(result := (default or factory)()) else result)


async def population() -> int:
    return await get_async_persistence().count_players()


async def values() -> list[int]:
    return [await value_of(1), await value_of(9, population), await value_of(9, factory=population)]
