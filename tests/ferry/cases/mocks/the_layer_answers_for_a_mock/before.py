from unittest.mock import MagicMock

from app.persistence import PersistenceLayer


class Roll:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def call(self, number: int) -> str:
        return f"{self.layer.get_player(number)}!"


def test_the_call_is_recorded() -> None:
    layer = MagicMock(spec=PersistenceLayer)
    layer.get_player.side_effect = PersistenceLayer("memory").get_player
    assert Roll(layer).call(1) == "ann!"
    layer.get_player.assert_called_once_with(1)
