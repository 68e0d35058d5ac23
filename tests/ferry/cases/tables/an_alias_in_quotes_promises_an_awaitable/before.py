from collections.abc import Callable

from app.persistence import PersistenceLayer

Level = Callable[[int], int]


def apply(values: list[int], function: "Level") -> list[int]:
    return [function(value) for value in values]


def levels(layer: PersistenceLayer) -> list[int]:
    def level(player_id: int) -> int:
        return layer.get_player(player_id).level

    return apply([1, 2], level)


def twice(ask: "Callable[[], int]") -> int:
    return ask() + ask()


def double(layer: PersistenceLayer) -> int:
    def count() -> int:
        return layer.count_players()

    return twice(count)
