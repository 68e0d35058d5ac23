# blockers: loop
import asyncio

from app.persistence import PersistenceLayer


async def crawl(keys: list[int]) -> int:
    return len(keys)


def report(layer: PersistenceLayer) -> int:
    loop = asyncio.new_event_loop()
    task = loop.create_task(crawl([1, 2]))
    return loop.run_until_complete(task) + layer.count_players()
