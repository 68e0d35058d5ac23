# blockers: held_back, mock
from unittest.mock import MagicMock

from app.persistence import PersistenceLayer


class Table:
    def __init__(self, layer: PersistenceLayer, bus) -> None:
        self.layer = layer
        self.bus = bus

    def name(self) -> str:
        self.bus.publish("name")
        return str(self.layer.get_player(1))


def test_name() -> None:
    mocks = {"layer": MagicMock(), "bus": MagicMock()}
    assert Table(mocks["layer"], mocks["bus"]).name()
