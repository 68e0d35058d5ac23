import asyncio

from app.persistence.async_layer import AsyncPersistenceLayer


async def both(layer: AsyncPersistenceLayer) -> list[bool]:
    return await asyncio.gather(layer.is_admin(1), layer.is_admin(2))
