from cupboard import shelves
from kitchen import pot

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Pan:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def heat_level(self) -> int:
        return await self.layer.count_players()


async def heat() -> list[int]:
    shelves.put("pan", Pan(get_async_persistence()))
    return [pot("small").heat_level(), await Pan(get_async_persistence()).heat_level()]
