# blockers: unknown
import operator

from app.persistence import PersistenceLayer, get_persistence

count = operator.methodcaller("count_players")


def show(layer: PersistenceLayer) -> int:
    return count(layer) + 1


def shown() -> int:
    return show(get_persistence())
