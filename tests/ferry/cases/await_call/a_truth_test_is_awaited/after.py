from app.persistence.async_layer import AsyncPersistenceLayer


async def may_enter(persistence: AsyncPersistenceLayer, player_id: int) -> bool:
    if await persistence.is_admin(player_id):
        return True
    return not await persistence.is_admin(player_id + 1)
