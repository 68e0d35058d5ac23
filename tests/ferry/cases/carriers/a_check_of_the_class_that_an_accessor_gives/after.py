from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


async def size() -> int:
    assert isinstance(get_async_persistence(), AsyncPersistenceLayer)
    return await get_async_persistence().count_players()
