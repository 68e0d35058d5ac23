# blockers: callback, held_back
import threading

from app.persistence import PersistenceLayer


class Counting(threading.Timer):
    def __init__(self, layer: PersistenceLayer) -> None:
        super().__init__(1.0, print)
        self.layer = layer

    def count_again(self) -> int:
        return self.layer.count_players()

    run = count_again
