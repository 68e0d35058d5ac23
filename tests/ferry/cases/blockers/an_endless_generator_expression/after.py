# blockers: generator
from itertools import count

from app.persistence import get_persistence


def someone_is_missing() -> bool:
    return any(get_persistence().get_player(number) is None for number in count(1))
