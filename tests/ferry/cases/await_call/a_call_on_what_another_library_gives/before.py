from cupboard import shelves
from kitchen import pot

from app.persistence import PersistenceLayer, get_persistence


class Pan:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def heat_level(self) -> int:
        return self.layer.count_players()


def heat() -> list[int]:
    shelves.put("pan", Pan(get_persistence()))
    return [pot("small").heat_level(), Pan(get_persistence()).heat_level()]
