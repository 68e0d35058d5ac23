from collections.abc import Iterator
from contextlib import contextmanager

from app.persistence import PersistenceLayer, get_persistence


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def get(self, number: int) -> bool:
        return self.layer.is_admin(number)


@contextmanager
def census(layer: PersistenceLayer) -> Iterator[Census]:
    yield Census(layer)


def main() -> bool:
    with census(get_persistence()) as found:
        return found.get(1)
