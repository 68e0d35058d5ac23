# blockers: constructor, held_back
from functools import singledispatch

from app.persistence import PersistenceLayer, get_persistence


@singledispatch
def show(value: object, layer: PersistenceLayer) -> str:
    return "something"


@show.register
def _(value: int, layer: PersistenceLayer) -> str:
    return str(layer.get_player(value))


class Report:
    def __init__(self) -> None:
        layer = get_persistence()
        self.size = layer.count_players()
        self.text = show(2, layer)
