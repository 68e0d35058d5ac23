from app.persistence import PersistenceLayer


def count(layer: PersistenceLayer) -> int:
    return layer.count_players()


MEASURES = {"count": count, "length": len}


def measure(name: str, layer: PersistenceLayer) -> int:
    return MEASURES[name](layer)
