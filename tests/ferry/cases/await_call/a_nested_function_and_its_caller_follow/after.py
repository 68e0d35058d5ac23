from app.persistence.async_layer import AsyncPersistenceLayer


async def total(persistence: AsyncPersistenceLayer) -> int:
    async def count() -> int:
        return await persistence.count_players()

    return await count() * 2
