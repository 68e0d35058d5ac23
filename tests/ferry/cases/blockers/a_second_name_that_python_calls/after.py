# blockers: special_method, held_back
from app.persistence import PersistenceLayer


class Choir:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def singers(self) -> int:
        return self.layer.count_players()

    __len__ = singers


def sing(choir: Choir) -> list[int]:
    return [len(choir), choir.singers()]
