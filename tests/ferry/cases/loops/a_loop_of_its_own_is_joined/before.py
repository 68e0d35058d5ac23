import asyncio

from app.persistence import PersistenceLayer


async def wait(seconds: float) -> float:
    await asyncio.sleep(seconds)
    return seconds


def count(layer: PersistenceLayer) -> float:
    return layer.count_players() + asyncio.run(wait(0)).real
