# blockers: held_back, mock
from unittest.mock import MagicMock

from app.persistence import PersistenceLayer

NAMED = {"get_player.return_value": 3}


def height(layer: PersistenceLayer) -> object:
    return layer.get_player(1)


def test_height() -> None:
    assert height(MagicMock(**NAMED)) == 3
