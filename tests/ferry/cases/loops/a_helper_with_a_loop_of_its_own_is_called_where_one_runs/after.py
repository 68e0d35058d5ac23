import asyncio

from app.persistence.async_layer import AsyncPersistenceLayer


async def wait(seconds: float) -> None:
    await asyncio.sleep(seconds)


async def pause() -> None:
    loop = asyncio.get_event_loop()
    await wait(0)


async def count(layer: AsyncPersistenceLayer) -> int:
    await rest()
    return await layer.count_players()


async def rest() -> None:
    await pause()
