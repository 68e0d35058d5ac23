import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from app.persistence import PersistenceLayer

P = ParamSpec("P")
T = TypeVar("T")


def timed(function: Callable[P, T]) -> Callable[P, T]:
    @functools.wraps(function)
    def wrapper(*args: Any, **kwargs: Any) -> T:
        return function(*args, **kwargs)

    return wrapper


@timed
def level(layer: PersistenceLayer) -> int:
    return layer.get_player(1).level


def double(layer: PersistenceLayer) -> int:
    return level(layer) * 2
