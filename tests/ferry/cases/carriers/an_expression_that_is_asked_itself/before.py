from typing import cast

from app.persistence import PersistenceLayer, get_persistence


def size_of_either(layer: PersistenceLayer | None = None) -> int:
    return (layer or get_persistence()).count_players()


def size_of_one(layer: PersistenceLayer, is_shared: bool) -> int:
    return (get_persistence() if is_shared else layer).count_players()


def size_of_named() -> int:
    return (named := get_persistence()).count_players() + named.count_players()


def size_of_cast(layer: object) -> int:
    return cast(PersistenceLayer, layer or get_persistence()).count_players()


def size_of_item() -> int:
    return {"main": get_persistence()}["main"].count_players() + (1, get_persistence())[1].count_players()


def name_of_cast() -> str:
    layer = cast(PersistenceLayer, get_persistence())
    return layer.get_player(1).name


def sizes() -> list[int]:
    return [size_of_either(), size_of_either(get_persistence()), size_of_one(get_persistence(), False)]
