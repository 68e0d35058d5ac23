from app.persistence.async_layer import get_async_persistence


def parts():
    return get_async_persistence(), 3


async def load():
    layer, player_id = parts()
    return await layer.get_player_by_id(player_id)


async def load_by_index():
    both = parts()
    return await both[0].get_player_by_id(both[1])
