from app.persistence.async_layer import AsyncPersistenceLayer


async def all_of(layer: AsyncPersistenceLayer, *questions):
    for question in questions:
        if not await question(layer):
            return False
    return True


async def is_first(layer: AsyncPersistenceLayer) -> bool:
    return await layer.is_admin(1)


async def is_second(layer: AsyncPersistenceLayer) -> bool:
    return await layer.is_admin(2)


async def are_both(layer: AsyncPersistenceLayer) -> bool:
    return await all_of(layer, is_first, is_second)
