from app.persistence.async_layer import AsyncPersistenceLayer


async def names(layer: AsyncPersistenceLayer, ids: list[int]) -> list[str]:
    get = layer.get_player_by_id
    return [(await get(i)).name for i in ids]
