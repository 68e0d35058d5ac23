# blockers: decorator
import asyncio
from functools import cache

from app.persistence.async_layer import AsyncPersistenceLayer


async def load() -> int:
    return 3


@cache
def limit() -> int:
    return asyncio.run(load())


async def is_full(layer: AsyncPersistenceLayer) -> bool:
    return await layer.count_players() >= await asyncio.to_thread(limit)
