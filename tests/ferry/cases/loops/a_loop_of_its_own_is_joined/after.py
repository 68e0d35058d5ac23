import asyncio

from app.persistence.async_layer import AsyncPersistenceLayer


async def wait(seconds: float) -> float:
    await asyncio.sleep(seconds)
    return seconds


async def count(layer: AsyncPersistenceLayer) -> float:
    return await layer.count_players() + (await wait(0)).real
