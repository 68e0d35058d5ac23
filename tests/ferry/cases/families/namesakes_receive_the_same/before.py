from functools import singledispatch
from typing import overload

from app.persistence import PersistenceLayer, get_persistence


@overload
def size(key: int, layer: PersistenceLayer) -> int: ...
@overload
def size(key: str, layer: PersistenceLayer) -> str: ...
def size(key: int | str, layer: PersistenceLayer) -> int | str:
    return layer.count_players() if isinstance(key, int) else key


@singledispatch
def show(value: object, layer: PersistenceLayer) -> str:
    return "something"


@show.register
def _(value: int, layer: PersistenceLayer) -> str:
    return str(layer.get_player(value))


def report() -> str:
    layer = get_persistence()
    return f"{size(1, layer)} {show(2, layer)}"
