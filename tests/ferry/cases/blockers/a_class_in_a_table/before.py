# blockers: held_back, untraced
from app.persistence import PersistenceLayer


class Census:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()


LAYERS = {"plain": PersistenceLayer}


def census_of(kind: str) -> Census:
    return Census(LAYERS[kind]())
