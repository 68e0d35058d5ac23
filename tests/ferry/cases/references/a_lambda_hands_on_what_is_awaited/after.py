from app.persistence.async_layer import AsyncPersistenceLayer


async def load(layer: AsyncPersistenceLayer, ids: list[int]):
    get = lambda i: layer.get_player_by_id(i)  # noqa: E731
    return [await get(i) for i in ids]
