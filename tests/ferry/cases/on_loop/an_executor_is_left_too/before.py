import asyncio

from app.persistence import PersistenceLayer


async def size(persistence: PersistenceLayer) -> int:
    loop = asyncio.get_running_loop()
    return await loop.run_in_executor(None, persistence.count_players)
