from unittest.mock import Mock

from app.models import Player
from app.persistence import PersistenceLayer


def name_of(layer: PersistenceLayer, player_id: int) -> str:
    return layer.get_player(player_id).name


def test_the_name_is_that_of_the_player() -> None:
    layer = Mock(spec=PersistenceLayer)
    layer.get_player.return_value = Player(1, "Ada")

    assert name_of(layer, 1) == "Ada"

    layer.get_player.assert_called_once_with(1)
