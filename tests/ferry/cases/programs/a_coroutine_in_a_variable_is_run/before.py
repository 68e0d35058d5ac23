import asyncio

from app.persistence import PersistenceLayer


async def remote(key: int) -> int:
    return key * 2


def ask(key: int) -> int:
    coroutine = remote(key)
    return asyncio.run(coroutine)


def ask_again(key: int) -> int:
    return asyncio.new_event_loop().run_until_complete(remote(key))


def total(persistence: PersistenceLayer) -> int:
    return persistence.count_players() + ask(1) + ask_again(2)
