from contextlib import AbstractContextManager

from app.persistence import PersistenceLayer, get_persistence


def size() -> int:
    with get_persistence() as layer:  # closed at the end
        return layer.count_players()


def copy(layer: PersistenceLayer, lock: AbstractContextManager[str]) -> None:
    with layer, lock as held:
        print(held, layer.count_players())


class Page:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def leave(self) -> None:
        with self.layer:
            pass
