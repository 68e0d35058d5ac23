from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from app.persistence.async_layer import AsyncPersistenceLayer


async def size(layer: AsyncPersistenceLayer) -> int:
    return await layer.count_players()
