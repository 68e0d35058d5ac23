# blockers: callback, held_back
from app.persistence import PersistenceLayer


class Named:
    def __init__(self, layer: PersistenceLayer) -> None:
        self._layer = layer

    @classmethod
    def made(cls, layer: PersistenceLayer) -> "Named":
        return cls(layer)

    def __call__(self, player_id: int) -> str:
        return self._layer.get_player(player_id).name


class Runner:
    """Whose heirs may name another class."""

    worker = Named

    def names(self, layer: PersistenceLayer) -> list[str]:
        return list(map(self.worker(layer), [1, 2]))


TABLE = {"name": Named}


def of_table(layer: PersistenceLayer) -> list[str]:
    return list(map(TABLE["name"](layer), [1, 2]))


def of_method(layer: PersistenceLayer) -> list[str]:
    return list(map(Named.made(layer), [1, 2]))
