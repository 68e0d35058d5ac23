# blockers: loop
import asyncio

from app.persistence import PersistenceLayer


async def remote(key: int) -> int:
    return key * 2


def ask(key: int) -> int:
    with asyncio.Runner() as runner:
        return runner.run(remote(key))


def total(persistence: PersistenceLayer) -> int:
    return persistence.count_players() + ask(1)
