"""The command `move`."""

from unittest.mock import Mock

import pytest

from server.commands.move import move
from server.models import Player, Room
from server.services.movement_service import MovementService, NoExitError
from server.services.room_service import RoomService


@pytest.fixture
def container() -> Mock:
    """A container with mocks of the two services that the command uses."""
    return Mock(movement_service=Mock(spec=MovementService), room_service=Mock(spec=RoomService))


def test_a_move_answers_with_the_new_room(container: Mock, player: Player) -> None:
    container.movement_service.move.return_value = Room("harbour/market", "The market", "Loud.")
    container.room_service.describe.return_value = "The market"

    assert move(container, player, "north") == "The market"

    container.movement_service.move.assert_called_once_with(player, "north")
    container.room_service.describe.assert_called_once_with("harbour/market", viewer="Ada")


def test_a_move_without_an_exit_says_why(container: Mock, player: Player) -> None:
    container.movement_service.move.side_effect = NoExitError("up")

    assert move(container, player, "up") == "You stay: there is no way up."


def test_a_move_without_a_direction_asks_for_one(container: Mock, player: Player) -> None:
    assert move(container, player, "") == "Move where?"

    container.movement_service.move.assert_not_called()
