import functools
import inspect

from app.persistence.async_layer import get_async_persistence

GUARDED = True


def guard(default):
    def decorate(function):
        if inspect.iscoroutinefunction(function):
            async def async_wrapper(*args):
                try:
                    value = await function(*args)
                except KeyError:
                    value = default
                return value

            return functools.update_wrapper(async_wrapper, function)

        def wrapper(*args):
            try:
                value = function(*args)
            except KeyError:
                value = default
            return value

        return functools.update_wrapper(wrapper, function)

    return decorate


def maybe(function):
    if inspect.iscoroutinefunction(function):
        @functools.wraps(function)
        async def async_wrapper(*args):
            try:
                return await function(*args)
            except KeyError:
                return None

        return async_wrapper if GUARDED else function

    @functools.wraps(function)
    def wrapper(*args):
        try:
            return function(*args)
        except KeyError:
            return None

    return wrapper if GUARDED else function


or_nobody = guard("nobody")


@guard("somebody")
async def one(key: int) -> str:
    return (await get_async_persistence().get_player_by_id(key)).name


@or_nobody
async def two(key: int) -> str:
    return (await get_async_persistence().get_player_by_id(key)).name


@maybe
async def three(key: int) -> str:
    return (await get_async_persistence().get_player_by_id(key)).name


async def all_of(key: int) -> list[str]:
    return [await one(key), await two(key), await three(key)]
