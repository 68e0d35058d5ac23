from collections.abc import Callable

from app.persistence import PersistenceLayer


def ask(function: Callable[[int], int]) -> int:
    return function(1)


def ask_twice(function: Callable[[int], int], unused: Callable[[int], int] | None = None) -> int:
    return ask(function) + ask(function)


def level_of(layer: PersistenceLayer) -> Callable[[int], int]:
    def level(player_id: int) -> int:
        return layer.get_player(player_id).level

    return level


def total(layer: PersistenceLayer) -> int:
    return ask_twice(level_of(layer))
