import functools
import inspect
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar, cast

from app.persistence.async_layer import AsyncPersistenceLayer

P = ParamSpec("P")
T = TypeVar("T")


def timed(function: Callable[P, T]) -> Callable[P, T]:
    if inspect.iscoroutinefunction(function):
        @functools.wraps(function)
        async def async_wrapper(*args: Any, **kwargs: Any) -> T:
            return await function(*args, **kwargs)

        return cast("Callable[P, T]", async_wrapper)

    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> T:
        return function(*args, **kwargs)

    return wrapper


@timed
async def level(layer: AsyncPersistenceLayer) -> int:
    return (await layer.get_player_by_id(1)).level


async def double(layer: AsyncPersistenceLayer) -> int:
    return await level(layer) * 2
