# blockers: held_back, special_method
from app.persistence import PersistenceLayer, get_persistence


class Levels(dict):
    def __init__(self, layer: PersistenceLayer) -> None:
        super().__init__()
        self.layer = layer

    def size(self) -> int:
        return self.layer.count_players()

    def __missing__(self, number: int) -> int:
        return self.layer.get_player(number).level


def level_of(number: int) -> int:
    return Levels(get_persistence())[number]
