from collections.abc import Callable

from app.persistence import PersistenceLayer


def measure(layer: PersistenceLayer, task: Callable[[PersistenceLayer], int]) -> int:
    return task(layer)


def report(layer: PersistenceLayer) -> str:
    players = "players"

    # Twice, for good measure.
    size = measure(
        layer, lambda own: own.count_players() + len(own.list_players())
    )
    return f"{size} {players}"
