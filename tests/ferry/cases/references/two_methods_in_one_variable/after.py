from app.persistence.async_layer import AsyncPersistenceLayer


async def load(layer: AsyncPersistenceLayer, other: AsyncPersistenceLayer, player_id: int):
    find = layer.get_player_by_id if player_id else other.get_player_by_id
    return await find(player_id)
