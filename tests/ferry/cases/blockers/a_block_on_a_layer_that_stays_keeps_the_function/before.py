# blockers: held_back, property
from collections.abc import Iterator
from contextlib import contextmanager

from app.persistence import PersistenceLayer, get_persistence


class Scroll:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    @property
    def size(self) -> int:
        return self.layer.count_players()


@contextmanager
def counted(layer: PersistenceLayer) -> Iterator[int]:
    yield layer.count_players()


def names(layer: PersistenceLayer) -> Iterator[str]:
    for player in layer.list_players():
        yield player.name


def unroll(scroll: Scroll) -> str:
    with counted(scroll.layer) as count:
        return f"{count}: {get_persistence().get_player(1)}"


def read(scroll: Scroll) -> list[object]:
    return [*names(scroll.layer), get_persistence().get_player(2)]


def another() -> object:
    return get_persistence().get_player(3)
