from collections.abc import Awaitable, Callable

from app.persistence.async_layer import AsyncPersistenceLayer

Level = Callable[[int], Awaitable[int]]


async def apply(values: list[int], function: "Level") -> list[int]:
    return [await function(value) for value in values]


async def levels(layer: AsyncPersistenceLayer) -> list[int]:
    async def level(player_id: int) -> int:
        return (await layer.get_player_by_id(player_id)).level

    return await apply([1, 2], level)


async def twice(ask: "Callable[[], Awaitable[int]]") -> int:
    return await ask() + await ask()


async def double(layer: AsyncPersistenceLayer) -> int:
    async def count() -> int:
        return await layer.count_players()

    return await twice(count)
