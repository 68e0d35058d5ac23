from typing import Protocol

from app.persistence import PersistenceLayer


class Sized(Protocol):
    def size(self) -> int: ...


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


def double(thing: Sized) -> int:
    return 2 * thing.size()


def run(layer: PersistenceLayer) -> int:
    return double(Census(layer))
