from collections.abc import AsyncIterator, Iterator

from app.persistence.async_layer import AsyncPersistenceLayer


async def admins(layer: AsyncPersistenceLayer, ids: Iterator[int]) -> AsyncIterator[bool]:
    async for item in (await layer.is_admin(i) for i in ids):  # as many as are wanted
        yield item


async def first_admin(layer: AsyncPersistenceLayer, ids: Iterator[int]) -> bool:
    async for admin in admins(layer, ids):
        if admin:
            return True
    return False


async def strong_admins(layer: AsyncPersistenceLayer, ids: Iterator[int]) -> AsyncIterator[str]:
    async for item_ in ("yes" async for admin in (await layer.is_admin(item) for item in ids) if admin):
        yield item_
    for item_ in (str(i) for i in ids):
        yield item_
