from app.persistence.async_layer import AsyncPersistenceLayer


async def largest(persistence: AsyncPersistenceLayer) -> int:
    return max(*[p.level for p in await persistence.list_players()], await persistence.count_players())
