# blockers: unknown
from operator import attrgetter

from app.persistence import PersistenceLayer, get_persistence


def show(layer: PersistenceLayer) -> int:
    return attrgetter("count_players")(layer)() + 1


def shown() -> int:
    return show(get_persistence())
