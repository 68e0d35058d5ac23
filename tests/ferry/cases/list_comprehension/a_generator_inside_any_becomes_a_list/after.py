from app.persistence.async_layer import AsyncPersistenceLayer


async def has_admin(persistence: AsyncPersistenceLayer, ids: list[int]) -> bool:
    found = any([await persistence.is_admin(player_id) for player_id in ids])
    return found
