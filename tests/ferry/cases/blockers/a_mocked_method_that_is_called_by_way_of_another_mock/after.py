# blockers: callback, held_back
from unittest.mock import MagicMock

from app.persistence import PersistenceLayer


class Sizes:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def size(self) -> int:
        return self.layer.save_player(1)


def test_both_are_counted() -> None:
    layer = MagicMock(spec=PersistenceLayer)
    other = MagicMock()
    other.attach_mock(layer.save_player, "save")
    layer.save_player.return_value = 2
    assert Sizes(layer).size() + other.save(1) == 4
