from app.persistence.async_layer import AsyncPersistenceLayer


async def names(persistence: AsyncPersistenceLayer, ids: list[int]) -> str:
    return ", ".join([(await persistence.get_player_by_id(player_id)).name for player_id in ids])
