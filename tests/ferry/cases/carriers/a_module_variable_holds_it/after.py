from app.persistence.async_layer import get_async_persistence

_layer = get_async_persistence()


async def size() -> int:
    return await _layer.count_players()
