# blockers: callback
from typing import TYPE_CHECKING

import app.persistence.layer as layers
from app.persistence.async_layer import AsyncPersistenceLayer

if TYPE_CHECKING:
    from app.persistence.async_layer import AsyncPersistenceLayer


async def size(layer: "AsyncPersistenceLayer") -> int:
    return await layer.count_players()


async def size_of(holder: object) -> int:
    return await holder.count_players() if isinstance(holder, AsyncPersistenceLayer) else 0


def players() -> object:
    return max("1", "2", key=layers.get_persistence().get_player)
