from collections.abc import Callable, Sequence
from typing import Union

from app.persistence import PersistenceLayer

Objective = Callable[["int"], Union[float, Sequence[float]]]


def best(objective: "Objective") -> Union[float, Sequence[float]]:
    value = objective(1)
    return value


def constant() -> Union[float, Sequence[float]]:
    return best(lambda number: 1.0)


def measured(layer: PersistenceLayer) -> Union[float, Sequence[float]]:
    def level(player_id: int) -> float:
        return layer.get_player(player_id).level

    return best(level)


def shown(text: Callable[[int], str]) -> str:
    line = text(1)
    return line


def named(layer: PersistenceLayer) -> str:
    def level(player_id: int) -> str:
        return str(layer.get_player(player_id).level)

    return shown(level) + shown(str)


def noted(note: 'Callable[[int], "str"]') -> str:
    line = note(1)
    return line


def both(layer: PersistenceLayer) -> str:
    def level(player_id: int) -> str:
        return str(layer.get_player(player_id).level)

    return noted(level) + noted(lambda number: "")
