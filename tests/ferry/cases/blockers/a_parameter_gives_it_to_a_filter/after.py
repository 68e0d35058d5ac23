# blockers: callback, held_back
from collections.abc import Callable

from app.persistence import PersistenceLayer


class Users:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def is_admin(self, key: int) -> bool:
        return self.layer.is_admin(key)


def chosen(keys: list[int], check: Callable[[int], bool]) -> list[int]:
    return [1] if check(1) else list(filter(check, keys))


def main(layer: PersistenceLayer) -> list[int]:
    return chosen([1, 2], Users(layer).is_admin)
