# blockers: decorator
from collections.abc import Callable

from app.persistence import get_persistence


def logged(function: Callable[[], int]) -> Callable[[], int]:
    def wrapper() -> int:
        print("called")
        return function()

    return wrapper


@logged
def size() -> int:
    return get_persistence().count_players()
