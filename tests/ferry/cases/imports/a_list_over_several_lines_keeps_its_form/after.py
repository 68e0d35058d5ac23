from app.persistence import (
    reset_persistence,
)
from app.persistence.async_layer import AsyncPersistenceLayer


async def size(layer: AsyncPersistenceLayer) -> int:
    reset_persistence()
    return await layer.count_players()
