import asyncio
import zlib

from app.persistence.async_layer import AsyncPersistenceLayer


async def dump(persistence: AsyncPersistenceLayer) -> bytes:
    text = repr(await persistence.list_players())
    return await asyncio.to_thread(zlib.compress, text.encode())
