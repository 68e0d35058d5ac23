from app.persistence.async_layer import AsyncPersistenceLayer


async def both(layer: AsyncPersistenceLayer) -> tuple[int, int]:
    first, second = await layer.count_players(), await layer.count_players()
    return first, second
