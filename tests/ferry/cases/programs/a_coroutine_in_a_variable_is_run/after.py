from app.persistence.async_layer import AsyncPersistenceLayer


async def remote(key: int) -> int:
    return key * 2


async def ask(key: int) -> int:
    coroutine = remote(key)
    return await coroutine


async def ask_again(key: int) -> int:
    return await remote(key)


async def total(persistence: AsyncPersistenceLayer) -> int:
    return await persistence.count_players() + await ask(1) + await ask_again(2)
