from functools import partial

from app.persistence import PersistenceLayer, get_persistence


def level(layer: PersistenceLayer, player_id: int) -> int:
    return layer.get_player(player_id).level


def first(layer: PersistenceLayer):
    load = partial(layer.get_player, 1)
    return load()


def second() -> int:
    ask = partial(level, get_persistence())
    return ask(2)
