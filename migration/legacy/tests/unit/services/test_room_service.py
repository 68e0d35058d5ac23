"""Describe rooms, and lay out the first ones."""

from unittest.mock import MagicMock, call, patch

import pytest

from server.models import Player, Room
from server.services.room_service import STARTER_ROOMS, NoSuchRoomError, RoomService

QUAY = Room("harbour/quay", "The quay", "Wet.", {"north": "harbour/market", "east": "harbour/pier"})


def service_on(layer: MagicMock) -> RoomService:
    with patch("server.services.room_service.get_persistence", return_value=layer):
        return RoomService()


def test_an_unknown_room_is_an_error_that_names_it() -> None:
    layer = MagicMock()
    layer.get_room.return_value = None

    with pytest.raises(NoSuchRoomError, match="'harbour/moon'"):
        service_on(layer).get_room("harbour/moon")
    layer.get_room.assert_called_once_with("harbour/moon")


def test_a_description_has_the_exits_and_the_others_but_not_the_viewer() -> None:
    layer = MagicMock()
    layer.get_room.return_value = QUAY
    layer.get_players_in_room.return_value = [Player.new("Ada"), Player.new("Bo")]

    text = service_on(layer).describe("harbour/quay", viewer="Ada")

    assert text == "The quay\nWet.\nExits: east, north\nHere: Bo"


def test_only_the_missing_starter_rooms_are_saved() -> None:
    layer = MagicMock()
    layer.get_room.side_effect = [STARTER_ROOMS[0], None]

    assert service_on(layer).load_starter_rooms() == 1

    assert layer.save_room.call_args_list == [call(STARTER_ROOMS[1])]
