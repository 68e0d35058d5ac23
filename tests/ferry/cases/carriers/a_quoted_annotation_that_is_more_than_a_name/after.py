"""The facade is imported for the type checker alone: every annotation of it is in quotes."""

from typing import TYPE_CHECKING, Optional

if TYPE_CHECKING:
    from app.persistence.async_layer import AsyncPersistenceLayer


class Hall:
    layer: "AsyncPersistenceLayer | None" = None

    async def size(self):
        return await self.layer.count_players() if self.layer else 0


async def size(layer: "Optional[AsyncPersistenceLayer]"):
    return await layer.count_players() if layer else 0


async def first(layers: 'list[AsyncPersistenceLayer]'):
    return await layers[0].get_player_by_id(1)
