import inspect

from app.persistence.async_layer import AsyncPersistenceLayer


async def load(layer: AsyncPersistenceLayer, player_id: int):
    if inspect.iscoroutinefunction(layer.get_player_by_id):
        return await layer.get_player_by_id(player_id)
    return await layer.get_player_by_id(player_id)
