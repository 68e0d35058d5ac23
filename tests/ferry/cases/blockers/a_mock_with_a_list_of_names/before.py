# blockers: held_back, mock
from unittest.mock import Mock

from app.persistence import PersistenceLayer


class Pass:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self) -> str:
        return str(self.layer.get_player(1))


def test_name() -> None:
    layer = Mock(spec=["get_player"])
    assert Pass(layer).name()
