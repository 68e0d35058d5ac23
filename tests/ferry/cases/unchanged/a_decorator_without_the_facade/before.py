import functools
from collections.abc import Callable


def twice(function: Callable[[int], int]) -> Callable[[int], int]:
    @functools.wraps(function)
    def wrapper(value: int) -> int:
        return function(function(value))

    return wrapper


@twice
def add_one(value: int) -> int:
    return value + 1
