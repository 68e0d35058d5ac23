import functools
import inspect

from app.persistence.async_layer import get_async_persistence


def counted(tag):
    def outer(function):
        if inspect.iscoroutinefunction(function):
            @functools.wraps(function)
            async def async_inner(*args):
                async_inner.calls += 1
                return f"{tag} {async_inner.calls}: {await function(*args)}"

            async_inner.tag = tag
            async_inner.calls = 0

            return async_inner

        @functools.wraps(function)
        def inner(*args):
            inner.calls += 1
            return f"{tag} {inner.calls}: {function(*args)}"

        inner.tag = tag
        inner.calls = 0
        return inner

    return outer


@counted("players")
async def count() -> int:
    return await get_async_persistence().count_players()


@counted("nobody")
def zero() -> int:
    return 0


async def both() -> str:
    return f"{await count()} {zero()} {count.tag} {count.calls}"
