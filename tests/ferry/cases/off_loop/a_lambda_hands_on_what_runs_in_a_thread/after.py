import asyncio

from app.later.catalogue import find_player
from app.persistence.async_layer import get_async_persistence


async def found() -> list[object]:
    layer = get_async_persistence()
    return [await ask() for ask in (lambda: asyncio.to_thread(find_player, 1), lambda: layer.is_admin(2))]
