# blockers: decorator
import asyncio
from functools import cache

from app.persistence import PersistenceLayer


async def load() -> int:
    return 3


@cache
def limit() -> int:
    return asyncio.run(load())


def is_full(layer: PersistenceLayer) -> bool:
    return layer.count_players() >= limit()
