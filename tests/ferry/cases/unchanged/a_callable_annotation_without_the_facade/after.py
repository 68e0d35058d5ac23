from collections.abc import Callable


def apply(function: Callable[[int], int], value: int) -> int:
    return function(value)
