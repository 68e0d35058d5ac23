from app.persistence import (
    PersistenceLayer,
    reset_persistence,
)


def size(layer: PersistenceLayer) -> int:
    reset_persistence()
    return layer.count_players()
