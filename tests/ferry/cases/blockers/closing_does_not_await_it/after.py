# blockers: callback, held_back
import contextlib
from contextlib import closing

from app.persistence import PersistenceLayer, get_persistence


def size_of(url: str) -> int:
    with closing(PersistenceLayer(url)) as layer:
        return layer.count_players()


def size() -> int:
    layer = get_persistence()
    with contextlib.closing(layer):
        return layer.count_players()
