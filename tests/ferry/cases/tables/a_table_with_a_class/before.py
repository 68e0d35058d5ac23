from app.persistence import PersistenceLayer


class Nobody:
    def __init__(self, layer: object) -> None:
        self.size = 0


def count(layer: PersistenceLayer) -> int:
    return layer.count_players()


MAKERS = {"count": count, "nobody": Nobody}


def make(name: str, layer: PersistenceLayer):
    return MAKERS[name](layer)
