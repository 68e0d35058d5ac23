# blockers: callback
import asyncio

from app.persistence import PersistenceLayer


async def size(layer: PersistenceLayer) -> bool:
    future = asyncio.get_running_loop().run_in_executor(None, layer.close)
    await asyncio.wait([future])
    return future.done()
