from app.persistence.async_layer import AsyncPersistenceLayer


async def load(layer: AsyncPersistenceLayer, player_id: int):
    return await AsyncPersistenceLayer.get_player_by_id(layer, player_id)
