from collections.abc import AsyncIterable

from app.persistence.async_layer import AsyncPersistenceLayer


async def levels(layer: AsyncPersistenceLayer) -> AsyncIterable[int]:
    for player in await layer.list_players():
        yield player.level


async def summary(layer: AsyncPersistenceLayer) -> tuple[list[int], int, int]:
    everything = [item async for item in levels(layer)]
    return everything, sum([item async for item in levels(layer)]), max([item async for item in levels(layer)], default=0)


async def is_there(layer: AsyncPersistenceLayer, level: int) -> bool:
    return level in [item async for item in levels(layer)]


async def text(layer: AsyncPersistenceLayer) -> str:
    first, *rest = [item async for item in levels(layer)]
    print(*[item async for item in levels(layer)], sep="\n")
    return ", ".join([str(level) async for level in levels(layer) if level > first])
