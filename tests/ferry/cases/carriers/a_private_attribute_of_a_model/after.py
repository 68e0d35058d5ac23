from typing import Any

from pydantic import BaseModel, PrivateAttr

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Promoter(BaseModel):
    limit: int = 3
    _layer: AsyncPersistenceLayer = PrivateAttr()

    def model_post_init(self, context: Any) -> None:
        self._layer = get_async_persistence()

    async def promote(self) -> int:
        return await self._layer.count_players()


class Demoter(BaseModel):
    limit: int = 3
    _layer: AsyncPersistenceLayer = PrivateAttr(default_factory=get_async_persistence)
    _other: AsyncPersistenceLayer = PrivateAttr(default_factory=AsyncPersistenceLayer)

    async def demote(self) -> int:
        return await self._layer.count_players() + await self._other.count_players()


async def promoted() -> int:
    return await Promoter(limit=2).promote()


async def demoted() -> int:
    return await Demoter().demote()


async def plain() -> int:
    return await get_async_persistence().count_players()
