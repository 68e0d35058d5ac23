from app.persistence import reset_persistence
from app.persistence.async_layer import get_async_persistence, reset_async_persistence


async def restart() -> int:
    reset_persistence()
    reset_async_persistence()
    return await get_async_persistence().count_players()
