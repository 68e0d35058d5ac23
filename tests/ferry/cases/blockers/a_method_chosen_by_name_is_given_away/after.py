# blockers: callback, held_back
import atexit

from app.persistence import PersistenceLayer


class Farewell:
    WAYS = [("count", 1), ("sweep", 2)]

    def __init__(self, layer: PersistenceLayer) -> None:
        self._layer = layer
        for way, _ in self.WAYS:
            atexit.register(getattr(self, way))

    def count(self) -> int:
        return self._layer.count_players()

    def sweep(self) -> None:
        self._layer.delete_player(1)
