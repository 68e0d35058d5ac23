from app.persistence.async_layer import AsyncPersistenceLayer


async def levels(persistence: AsyncPersistenceLayer, ids: list[int]) -> list[int]:
    return sorted([(await persistence.get_player_by_id(i)).level for i in ids], reverse=True)
