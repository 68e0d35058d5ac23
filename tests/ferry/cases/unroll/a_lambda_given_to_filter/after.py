from app.persistence.async_layer import AsyncPersistenceLayer


async def admins(layer: AsyncPersistenceLayer, ids: list[int]) -> list[int]:
    return [player_id for player_id in ids if await layer.is_admin(player_id)]
