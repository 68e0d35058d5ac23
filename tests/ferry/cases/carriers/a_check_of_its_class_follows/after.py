from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def size() -> int:
    layer = get_async_persistence()
    assert isinstance(layer, AsyncPersistenceLayer)
    return await layer.count_players()
