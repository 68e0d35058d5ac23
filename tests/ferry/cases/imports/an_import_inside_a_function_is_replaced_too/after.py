async def size() -> int:
    from app.persistence.async_layer import get_async_persistence

    return await get_async_persistence().count_players()
