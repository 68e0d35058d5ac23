import inspect
from functools import wraps
from inspect import signature

from app.persistence.async_layer import get_async_persistence


def parameters(function):
    return [name for name in signature(function).parameters if name != function.__name__]


def named(function):
    if inspect.iscoroutinefunction(function):
        @wraps(function)
        async def async_wrapper(*args):
            names = parameters(function)
            return await function(**dict(zip(names, args)))

        return async_wrapper

    @wraps(function)
    def wrapper(*args):
        names = parameters(function)
        return function(**dict(zip(names, args)))

    return wrapper


@named
async def level(player_id):
    return (await get_async_persistence().get_player_by_id(player_id)).level
