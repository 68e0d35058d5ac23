from collections.abc import Callable
from typing import Generic, TypeVar

from app.persistence import get_persistence

K = TypeVar("K")
V = TypeVar("V")


class Bus:
    def __init__(self) -> None:
        self.handlers: list[Callable[[int], bool]] = []

    def on(self, function: Callable[[int], bool]) -> Callable[[int], bool]:
        self.handlers.append(function)
        return function

    def fire(self, value: int) -> list[bool]:
        return [handler(value) for handler in self.handlers]


bus = Bus()


@bus.on
def is_admin(value: int) -> bool:
    return get_persistence().is_admin(value)


class Loading(Generic[K, V]):
    def __init__(self, loader: Callable[[K], V]) -> None:
        self._loader = loader
        self._data: dict[K, V] = {}

    def get(self, key: K) -> V:
        if key not in self._data:
            self._data[key] = self._loader(key)
        return self._data[key]


def names(ids: list[int]) -> list[str]:
    cache = Loading(get_persistence().get_player)
    return [cache.get(number).name for number in ids]
