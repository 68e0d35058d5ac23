# blockers: callback, held_back
from collections.abc import Callable

from app.persistence import PersistenceLayer


class RecallingLayer(PersistenceLayer):
    on_count: Callable[[PersistenceLayer], int]

    def callback(self) -> Callable[[PersistenceLayer], int]:
        return self.on_count


def on_count(layer: PersistenceLayer) -> int:
    return layer.count_players()


def size(layer: RecallingLayer, plain: PersistenceLayer) -> int:
    call = layer.callback()
    return call(plain)


def build(layer: RecallingLayer) -> None:
    layer.on_count = on_count
