import asyncio
import time

from app.persistence.async_layer import AsyncPersistenceLayer


async def wait(persistence: AsyncPersistenceLayer, started: float) -> float:
    while not await persistence.count_players():
        await asyncio.sleep(0.1)  # somebody joins
        await asyncio.sleep(
            0.2,
        )
    return time.time() - started
