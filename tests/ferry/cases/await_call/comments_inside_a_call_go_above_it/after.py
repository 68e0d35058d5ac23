from collections.abc import AsyncIterator

from app.persistence.async_layer import AsyncPersistenceLayer


async def names(persistence: AsyncPersistenceLayer) -> AsyncIterator[str]:
    for player in await persistence.list_players():
        yield player.name


async def size(persistence: AsyncPersistenceLayer) -> int:
    # a thread of its own
    # the slow one
    return await persistence.count_players()


async def listed(persistence: AsyncPersistenceLayer) -> list[str]:
    # the crowd
    # all of them
    # in their order
    # by name
    return [item async for item in names(persistence)]
