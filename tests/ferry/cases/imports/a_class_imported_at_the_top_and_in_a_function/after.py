from app.persistence.async_layer import AsyncPersistenceLayer


async def size(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()


async def own_size() -> int:
    from app.persistence.async_layer import AsyncPersistenceLayer

    return await size(AsyncPersistenceLayer())


async def other_size() -> int:
    from app.persistence.async_layer import AsyncPersistenceLayer

    return await size(AsyncPersistenceLayer())
