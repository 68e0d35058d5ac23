from contextlib import nullcontext

from app.persistence.async_layer import get_async_persistence


async def size() -> int:
    with nullcontext(get_async_persistence()) as layer:
        return await layer.count_players()
