from app.persistence.async_layer import get_async_persistence


async def size(layer):
    return await layer.count_players()


async def report():
    return await size(get_async_persistence())
