from app.persistence.async_layer import AsyncPersistenceLayer


async def total(persistence: AsyncPersistenceLayer) -> int:
    return sum(player.level for player in await persistence.list_players())
