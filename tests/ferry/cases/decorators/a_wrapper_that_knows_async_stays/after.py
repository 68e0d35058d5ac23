import inspect

from app.persistence.async_layer import get_async_persistence


def logged(function):
    if inspect.iscoroutinefunction(function):

        async def async_wrapper(*args):
            return await function(*args)

        return async_wrapper

    def wrapper(*args):
        return function(*args)

    return wrapper


@logged
async def count() -> int:
    return await get_async_persistence().count_players()
