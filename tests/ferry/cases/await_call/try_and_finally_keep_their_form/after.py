from app.persistence.async_layer import AsyncPersistenceLayer


async def use(persistence: AsyncPersistenceLayer) -> int:
    try:
        return await persistence.count_players()
    finally:
        await persistence.close()
