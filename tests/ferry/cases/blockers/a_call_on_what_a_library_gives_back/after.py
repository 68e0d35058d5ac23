# blockers: unknown, held_back
from cupboard import shelves, wrapped

from app.persistence import PersistenceLayer, get_persistence


class Jar:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def fill_level(self) -> int:
        return self.layer.count_players()


def levels() -> list[int]:
    shelves.put("jar", Jar(get_persistence()))
    return [shelves.find("jar").fill_level(), wrapped(Jar(get_persistence())).fill_level()]
