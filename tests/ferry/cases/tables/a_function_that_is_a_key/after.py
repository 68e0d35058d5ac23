from app.persistence.async_layer import get_async_persistence


async def size() -> int:
    return await get_async_persistence().count_players()


async def replaced(overrides: dict[object, object]) -> int:
    overrides[size] = lambda: 3
    return await size()
