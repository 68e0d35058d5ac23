# blockers: loop
import asyncio

from app.persistence.async_layer import AsyncPersistenceLayer


async def remote(key: int) -> int:
    return key * 2


def ask(key: int) -> int:
    with asyncio.Runner() as runner:
        return runner.run(remote(key))


async def total(persistence: AsyncPersistenceLayer) -> int:
    return await persistence.count_players() + await asyncio.to_thread(ask, 1)
