# blockers: callback, held_back
"""A function that Python gives to a special method of the tree, as a key or to compare: that may call it."""

from app.persistence import PersistenceLayer


class Runner:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def __getitem__(self, key):
        return key(self.layer)

    def __eq__(self, other: object) -> bool:
        return callable(other) and other(self.layer) > 1


class Chooser:
    def __class_getitem__(cls, key):
        return key


def crowd(layer: PersistenceLayer) -> int:
    return layer.count_players()


def names(layer: PersistenceLayer) -> int:
    return len(layer.list_players())


def admin(layer: PersistenceLayer) -> int:
    return int(layer.is_admin(1))


def crowd_by_key(layer: PersistenceLayer) -> int:
    return 1 + Runner(layer)[crowd]


def names_by_class(layer: PersistenceLayer) -> int:
    return 1 + Chooser[names](layer)


def is_more(layer: PersistenceLayer) -> bool:
    return Runner(layer) == admin
