# blockers: callback, held_back
from itertools import count

from app.persistence import get_persistence


def is_missing(number: int) -> bool:
    return get_persistence().get_player(number) is None


def someone_is_missing() -> bool:
    return any(map(is_missing, count(1)))
