from typing import Protocol

from app.persistence.async_layer import AsyncPersistenceLayer


class Sized(Protocol):
    async def size(self) -> int: ...


class Census:
    def __init__(self, layer: AsyncPersistenceLayer) -> None:
        self.layer = layer

    async def size(self) -> int:
        return await self.layer.count_players()


async def double(thing: Sized) -> int:
    return 2 * await thing.size()


async def run(layer: AsyncPersistenceLayer) -> int:
    return await double(Census(layer))
