import functools

from app.persistence.async_layer import AsyncPersistenceLayer, get_async_persistence


def checked(function):
    @functools.wraps(function)
    async def wrapper(layer, n):
        if not await layer.is_admin(n):
            raise PermissionError(n)
        return await function(layer, n)

    return wrapper


@checked
async def level(layer: AsyncPersistenceLayer, n: int) -> int:
    return (await layer.get_player_by_id(n)).level


async def level_of_first() -> int:
    return await level(get_async_persistence(), 1)
