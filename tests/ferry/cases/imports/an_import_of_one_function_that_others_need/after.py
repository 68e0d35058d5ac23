# blockers: import_time
from app.persistence import get_persistence
from app.persistence.async_layer import get_async_persistence

AT_START = get_persistence().count_players()


async def lazily() -> int:
    import json

    return len(json.dumps(await get_async_persistence().count_players()))


async def both() -> int:
    from app.persistence import get_persistence

    def later() -> object:
        return get_persistence

    return await get_async_persistence().count_players() + bool(later())
