import os

from app.persistence import PersistenceLayer


def size(layer: PersistenceLayer) -> int:
    return layer.count_players()
