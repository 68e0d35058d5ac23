from app.persistence.async_layer import AsyncPersistenceLayer


async def load(layer: AsyncPersistenceLayer, player_id: int):
    if not hasattr(layer, "get_player_by_id"):
        return None
    method = getattr(layer, "get_player_by_id", None)
    return await method(player_id) if method is not None else await getattr(layer, 'count_players')()
