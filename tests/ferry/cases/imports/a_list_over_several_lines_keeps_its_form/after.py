from app.persistence import (
    reset_persistence,
)
from app.persistence.async_layer import AsyncPersistenceLayer, reset_async_persistence


async def size(layer: AsyncPersistenceLayer) -> int:
    reset_persistence()
    reset_async_persistence()
    return await layer.count_players()
