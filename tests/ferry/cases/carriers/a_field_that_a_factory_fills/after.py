from dataclasses import dataclass, field

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


@dataclass
class Census:
    layer: AsyncPersistenceLayer = field(default_factory=get_async_persistence)
    other: AsyncPersistenceLayer = field(default_factory=AsyncPersistenceLayer)

    async def size(self) -> int:
        return await self.layer.count_players() + await self.other.count_players()
