from collections.abc import Awaitable, Callable

from app.persistence.async_layer import AsyncPersistenceLayer


async def ask(function: Callable[[int], Awaitable[int]]) -> int:
    return await function(1)


async def ask_twice(function: Callable[[int], Awaitable[int]], unused: Callable[[int], int] | None = None) -> int:
    return await ask(function) + await ask(function)


def level_of(layer: AsyncPersistenceLayer) -> Callable[[int], Awaitable[int]]:
    async def level(player_id: int) -> int:
        return (await layer.get_player_by_id(player_id)).level

    return level


async def total(layer: AsyncPersistenceLayer) -> int:
    return await ask_twice(level_of(layer))
