from unittest.mock import MagicMock

from app.persistence import PersistenceLayer, get_persistence


class Window:
    def __init__(self, layer: PersistenceLayer) -> None:
        self.layer = layer

    def viewers(self) -> int:
        return self.layer.count_players()


def test_viewers() -> None:
    window = MagicMock(wraps=Window(get_persistence()))
    assert window.viewers() == 0
    window.viewers.assert_called_once_with()
