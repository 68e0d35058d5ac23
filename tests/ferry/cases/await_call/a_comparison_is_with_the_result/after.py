from app.persistence.async_layer import AsyncPersistenceLayer


async def is_empty(persistence: AsyncPersistenceLayer) -> bool:
    return await persistence.count_players() == 0 or await persistence.get_player_by_id(1) is None
