from app.persistence.async_layer import get_async_persistence


async def size() -> int:
    return await [get_async_persistence()][0].count_players()
