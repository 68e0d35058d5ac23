# blockers: held_back, mock
from unittest.mock import NonCallableMagicMock

from app.persistence import PersistenceLayer


class Fence:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def name(self) -> str:
        return str(self.layer.get_player(1))


def test_name() -> None:
    layer = NonCallableMagicMock(**{"get_player.return_value": "x"})
    assert Fence(layer).name() == "x"
