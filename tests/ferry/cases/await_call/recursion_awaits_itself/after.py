from app.persistence.async_layer import AsyncPersistenceLayer


async def drain(layer: AsyncPersistenceLayer, player_id: int) -> int:
    if not await layer.delete_player(player_id):
        return 0
    return 1 + await drain(layer, player_id + 1)
