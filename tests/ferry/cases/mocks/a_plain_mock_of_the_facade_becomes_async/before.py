from unittest.mock import MagicMock

from app.persistence import PersistenceLayer


def size(layer: PersistenceLayer) -> int:
    return layer.count_players()


def test_the_size_is_the_count() -> None:
    layer = MagicMock()
    layer.count_players.return_value = 3

    assert size(layer) == 3
    layer.count_players.assert_called_once()
