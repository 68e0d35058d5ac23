from app.persistence.async_layer import AsyncPersistenceLayer


async def call(method, *args):
    return await method(*args)


async def load(layer: AsyncPersistenceLayer, player_id: int):
    return await call(layer.get_player_by_id, player_id)
