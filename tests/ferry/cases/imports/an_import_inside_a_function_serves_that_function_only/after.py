# blockers: callback
import app.persistence.layer as layers
from app.persistence.async_layer import get_async_persistence


async def lazy_size() -> int:
    from app.persistence.async_layer import get_async_persistence

    return await get_async_persistence().count_players()


async def size() -> int:
    return await get_async_persistence().count_players()


def players() -> object:
    return max("1", "2", key=layers.get_persistence().get_player)
