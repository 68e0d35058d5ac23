"""The command `who`."""

from unittest.mock import MagicMock, Mock, patch

from server.commands.who import who
from server.models import Player


@patch("server.commands.who.get_persistence")
def test_those_near_have_a_star(get_persistence: MagicMock, player: Player) -> None:
    layer = get_persistence.return_value
    layer.list_players.return_value = [player, Player.new("Bo", room_id="harbour/market")]
    layer.get_players_in_room.return_value = [player]

    assert who(Mock(), player, "") == "Players: Ada*, Bo"

    layer.get_players_in_room.assert_called_once_with("harbour/quay")
