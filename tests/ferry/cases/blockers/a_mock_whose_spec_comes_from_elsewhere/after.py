# blockers: held_back, held_back, mock, mock, mock
from unittest.mock import Mock

from app.persistence import PersistenceLayer, get_persistence


class Pass:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self) -> str:
        return str(self.layer.get_player(1))


class Gate:
    def size(self) -> int:
        return get_persistence().count_players()


class Wall:
    def __init__(self, gate: Gate) -> None:
        self.gate = gate

    def size(self) -> int:
        return self.gate.size()


def answering(names):
    return Mock(spec=names)


def test_a_facade() -> None:
    layer = answering(["get_player"])
    assert Pass(layer).name()


def test_another_class():
    gate = answering(["size"])
    gate.size.return_value = 3
    assert Wall(gate).size() == 3
