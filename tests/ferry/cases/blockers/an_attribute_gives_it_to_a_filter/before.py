# blockers: callback, held_back
from app.persistence import get_persistence


def is_admin(key: int) -> bool:
    return get_persistence().is_admin(key)


class Filter:
    def __init__(self) -> None:
        self._check = is_admin

    def one(self, key: int) -> bool:
        return self._check(key)

    def many(self, keys: list[int]) -> list[int]:
        return list(filter(self._check, keys))
