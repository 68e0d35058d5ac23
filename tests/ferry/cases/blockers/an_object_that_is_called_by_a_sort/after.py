# blockers: callback, held_back
from app.persistence import PersistenceLayer


class Rank:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def __call__(self, key: int) -> int:
        return self.layer.get_player(key).level


def order(layer: PersistenceLayer) -> list[int]:
    rank = Rank(layer)
    return sorted([1, 2], key=rank)
