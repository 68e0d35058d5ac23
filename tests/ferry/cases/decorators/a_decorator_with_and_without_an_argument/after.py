import inspect
from functools import wraps

from app.persistence.async_layer import get_async_persistence


def safe(default=None):
    def decorate(function):
        if inspect.iscoroutinefunction(function):
            @wraps(function)
            async def async_wrapper(*args):
                try:
                    return await function(*args)
                except KeyError:
                    return None

            return async_wrapper

        @wraps(function)
        def wrapper(*args):
            try:
                return function(*args)
            except KeyError:
                return None

        return wrapper

    return decorate(default) if callable(default) else decorate


def named(given):
    def decorate(function):
        if inspect.iscoroutinefunction(function):
            @wraps(function)
            async def async_wrapper(*args):
                try:
                    return await function(*args)
                except KeyError:
                    return given

            return async_wrapper

        @wraps(function)
        def wrapper(*args):
            try:
                return function(*args)
            except KeyError:
                return given

        return wrapper

    if callable(given):
        return decorate(given)
    return decorate


@safe
async def one(key: int) -> str:
    return (await get_async_persistence().get_player_by_id(key)).name


@safe()
async def two(key: int) -> str:
    return (await get_async_persistence().get_player_by_id(key)).name


@named
async def three(key: int) -> str:
    return (await get_async_persistence().get_player_by_id(key)).name


@named("nobody")
async def four(key: int) -> str:
    return (await get_async_persistence().get_player_by_id(key)).name


async def all_of(key: int) -> list[str]:
    return [await one(key), await two(key), await three(key), await four(key)]
