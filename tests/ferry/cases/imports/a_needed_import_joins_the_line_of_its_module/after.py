from app.models import Player
from app.persistence.async_layer import AsyncPersistenceLayer, reset_async_persistence


async def save(layer: AsyncPersistenceLayer) -> None:
    reset_async_persistence()
    await layer.save_player(Player(1, "Ada"))
