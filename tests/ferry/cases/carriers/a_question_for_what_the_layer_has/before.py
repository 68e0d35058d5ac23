from collections.abc import Iterable

from app.persistence import PersistenceLayer, get_persistence


def first() -> object:
    layer = get_persistence()
    if hasattr(layer, "__enter__"):
        with layer:
            return layer.count_players()
    if hasattr(layer, "__iter__") or isinstance(layer, Iterable):
        return [player for player in layer]
    return None


def every(layer: PersistenceLayer) -> object:
    if isinstance(layer, Iterable):
        return [player for player in layer]
    return None


def has_all(layer: PersistenceLayer) -> bool:
    return hasattr(type(layer), "__exit__") and isinstance(get_persistence(), Iterable)
