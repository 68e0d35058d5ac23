from app.persistence.async_layer import AsyncPersistenceLayer


async def forget(persistence: AsyncPersistenceLayer, player_id: int) -> bool:
    return await persistence.delete_player((await persistence.get_player_by_id(player_id)).id)
