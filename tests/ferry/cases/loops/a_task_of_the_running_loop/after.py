import asyncio

from app.persistence.async_layer import AsyncPersistenceLayer


async def crawl(keys: list[int]) -> int:
    return len(keys)


async def report(layer: AsyncPersistenceLayer) -> int:
    loop = asyncio.get_event_loop()
    task = loop.create_task(crawl([1, 2]))
    return await task + await layer.count_players()
