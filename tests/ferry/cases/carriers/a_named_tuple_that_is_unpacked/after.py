from typing import NamedTuple

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


class Row(NamedTuple):
    key: int
    layer: AsyncPersistenceLayer

    async def admin(self) -> bool:
        return await self.layer.is_admin(self.key)


async def admins() -> int:
    key, layer = Row(2, get_async_persistence())
    return await layer.is_admin(key) + await Row(1, get_async_persistence()).admin()


async def other(row: Row) -> bool:
    key, layer = row
    return await layer.is_admin(key)
