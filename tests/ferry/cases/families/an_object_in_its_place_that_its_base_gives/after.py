# blockers: heir, held_back, untraced
from app.persistence import PersistenceLayer


class Around:
    def __init__(self, make) -> None:
        self._make = make
        self.inner: PersistenceLayer = None

    def __call__(self):
        self.inner = self._make()
        return self


class Remembering(Around):
    def count_players(self) -> int:
        return self.inner.count_players()


class Hall:
    def __init__(self, make=PersistenceLayer) -> None:
        self._layer: PersistenceLayer = make()

    def size(self) -> int:
        return self._layer.count_players()


def size_of_hall() -> int:
    return Hall(Remembering(PersistenceLayer)).size()
