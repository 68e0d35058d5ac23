from app.persistence.async_layer import AsyncPersistenceLayer


async def size(persistence: AsyncPersistenceLayer) -> int:
    return await persistence.count_players()


async def names(persistence: AsyncPersistenceLayer) -> int:
    return await persistence.count_players()
