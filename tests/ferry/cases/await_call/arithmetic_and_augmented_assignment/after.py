from app.persistence.async_layer import AsyncPersistenceLayer


async def total(layer: AsyncPersistenceLayer) -> int:
    result = await layer.count_players() ** 2
    result += -await layer.count_players()
    return result
