import functools
from collections.abc import Callable
from typing import Any, ParamSpec, TypeVar

from app.persistence import get_persistence

P = ParamSpec("P")
T = TypeVar("T")


def for_somebody(view: Callable[P, T]) -> Callable[P, T]:
    @functools.wraps(view)
    def wrapped(*args: Any, **kwargs: Any) -> T:
        if not get_persistence().count_players():
            raise LookupError
        return view(*args, **kwargs)

    return wrapped


@for_somebody
def sum_of(number: int) -> int:
    return number


def doubled(number: int) -> int:
    return sum_of(number) * 2
