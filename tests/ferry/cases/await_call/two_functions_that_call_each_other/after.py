from app.persistence.async_layer import AsyncPersistenceLayer


async def even(layer: AsyncPersistenceLayer, number: int) -> bool:
    return await layer.is_admin(0) if number == 0 else await odd(layer, number - 1)


async def odd(layer: AsyncPersistenceLayer, number: int) -> bool:
    return False if number == 0 else await even(layer, number - 1)
