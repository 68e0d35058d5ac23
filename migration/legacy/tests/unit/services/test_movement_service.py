"""Walk from room to room."""

from dataclasses import replace
from unittest.mock import Mock

import pytest

from server.models import Player, Room
from server.persistence import PersistenceLayer
from server.services.movement_service import MovementService, NoExitError
from server.services.room_service import RoomService

QUAY = Room("harbour/quay", "The quay", "Wet.", {"north": "harbour/market"})
MARKET = Room("harbour/market", "The market", "Loud.")


def test_a_move_saves_the_player_in_the_room_behind_the_exit(player: Player) -> None:
    layer = Mock(spec=PersistenceLayer)
    rooms = Mock(spec=RoomService)
    rooms.get_room.side_effect = [QUAY, MARKET]

    assert MovementService(layer, rooms).move(player, "north") is MARKET

    layer.save_player.assert_called_once_with(replace(player, room_id="harbour/market"))


def test_a_move_without_an_exit_saves_nothing(player: Player) -> None:
    layer = Mock(spec=PersistenceLayer)
    rooms = Mock(spec=RoomService)
    rooms.get_room.return_value = QUAY

    with pytest.raises(NoExitError, match="no way up"):
        MovementService(layer, rooms).move(player, "up")

    layer.save_player.assert_not_called()
