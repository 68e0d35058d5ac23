"""The command `look`."""

from unittest.mock import Mock

from server.commands.look import look
from server.models import Player
from server.services.room_service import RoomService


def test_look_describes_the_room_of_the_player(player: Player) -> None:
    rooms = Mock(spec=RoomService)
    rooms.describe.return_value = "The quay"

    assert look(Mock(room_service=rooms), player, "") == "The quay"

    rooms.describe.assert_called_once_with("harbour/quay", viewer="Ada")
