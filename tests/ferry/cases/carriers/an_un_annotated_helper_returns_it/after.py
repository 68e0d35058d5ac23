from app.persistence.async_layer import get_async_persistence


def layer():
    return get_async_persistence()


async def size():
    return await layer().count_players()
