from collections.abc import Awaitable, Callable

from app.persistence.async_layer import AsyncPersistenceLayer


async def measure(layer: AsyncPersistenceLayer, task: Callable[[AsyncPersistenceLayer], Awaitable[int]]) -> int:
    return await task(layer)


async def report(layer: AsyncPersistenceLayer) -> str:
    players = "players"

    async def task(own):
        return await own.count_players() + len(await own.list_players())

    # Twice, for good measure.
    size = await measure(
        layer, task
    )
    return f"{size} {players}"
