from collections.abc import Iterator

from app.persistence import PersistenceLayer


def numbers() -> Iterator[int]:
    yield from range(3)


def count(layer: PersistenceLayer) -> int:
    return sum(numbers()) + layer.count_players()
