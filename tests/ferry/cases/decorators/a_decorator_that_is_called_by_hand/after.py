import inspect

from app.persistence.async_layer import get_async_persistence


def guarded(function):
    if inspect.iscoroutinefunction(function):
        async def async_wrapper(*args):
            try:
                return await function(*args)
            except KeyError:
                return "nobody"

        return async_wrapper

    def wrapper(*args):
        try:
            return function(*args)
        except KeyError:
            return "nobody"

    return wrapper


@guarded
async def one(key: int) -> str:
    return (await get_async_persistence().get_player_by_id(key)).name


async def two(key: int) -> str:
    return (await get_async_persistence().get_player_by_id(key)).name


two = guarded(two)


async def both(key: int) -> list[str]:
    return [await one(key), await two(key)]
