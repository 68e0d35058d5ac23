import functools
from collections.abc import Awaitable, Callable
from typing import Any, ParamSpec, TypeVar

from app.persistence.async_layer import get_async_persistence

P = ParamSpec("P")
T = TypeVar("T")


def for_somebody(view: Callable[P, Awaitable[T]]) -> Callable[P, Awaitable[T]]:
    @functools.wraps(view)
    async def wrapped(*args: Any, **kwargs: Any) -> T:
        if not await get_async_persistence().count_players():
            raise LookupError
        return await view(*args, **kwargs)

    return wrapped


@for_somebody
async def sum_of(number: int) -> int:
    return number


async def doubled(number: int) -> int:
    return await sum_of(number) * 2
