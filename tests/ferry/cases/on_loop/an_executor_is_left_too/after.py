import asyncio

from app.persistence.async_layer import AsyncPersistenceLayer


async def size(persistence: AsyncPersistenceLayer) -> int:
    loop = asyncio.get_running_loop()
    return await persistence.count_players()
