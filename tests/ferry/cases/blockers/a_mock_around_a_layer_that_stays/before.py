# blockers: held_back, private
from unittest.mock import MagicMock

from app.persistence import PersistenceLayer, get_persistence


def name_at(layer: PersistenceLayer, key: int) -> object:
    return layer.get_player(key)


def test_name_at() -> None:
    layer = get_persistence()
    assert layer._async is not None
    around = MagicMock(wraps=layer)
    name_at(around, 2)
    around.get_player.assert_called_once_with(2)
