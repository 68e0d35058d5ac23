import asyncio
import zlib

from app.persistence import PersistenceLayer


async def dump(persistence: PersistenceLayer) -> bytes:
    text = repr(persistence.list_players())
    return await asyncio.to_thread(zlib.compress, text.encode())
