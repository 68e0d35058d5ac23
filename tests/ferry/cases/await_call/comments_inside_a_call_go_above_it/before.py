import asyncio
from collections.abc import Iterator

from app.persistence import PersistenceLayer


def names(persistence: PersistenceLayer) -> Iterator[str]:
    for player in persistence.list_players():
        yield player.name


async def size(persistence: PersistenceLayer) -> int:
    return await asyncio.to_thread(
        # a thread of its own
        persistence.count_players  # the slow one
    )


def listed(persistence: PersistenceLayer) -> list[str]:
    # the crowd
    return list(  # all of them
        # in their order
        names(persistence)  # by name
    )
