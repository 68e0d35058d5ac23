from collections.abc import Callable, Hashable
from typing import Generic, TypeVar

from app.persistence import get_persistence

V = TypeVar("V")


class TTLCache(Generic[V]):
    def __init__(self) -> None:
        self.data: dict[Hashable, V] = {}

    def get(self, key: Hashable, load: Callable[[], V]) -> V:
        hit = self.data.get(key)
        if hit is not None:
            return hit
        value = load()
        self.data[key] = value
        return value


users: TTLCache[str] = TTLCache()
numbers: TTLCache[int] = TTLCache()


def user(user_id: int) -> str:
    def load() -> str:
        return str(get_persistence().get_player(user_id))
    return users.get(user_id, load)


def number() -> int:
    return numbers.get("n", get_persistence().count_players)


def fixed() -> int:
    return numbers.get("f", lambda: 3)


def zero() -> int:
    return 0


def other() -> int:
    return numbers.get("z", zero)
