"""From a line of text to the command that it names."""

from unittest.mock import Mock, patch

import pytest

from server.commands.dispatch import COMMANDS, run_command
from server.models import Player
from server.services.player_service import PlayerService


@pytest.fixture
def container(player: Player) -> Mock:
    """A container whose player service knows the one player."""
    players = Mock(spec=PlayerService)
    players.touch.return_value = player
    return Mock(player_service=players)


def test_a_line_runs_its_command_with_the_rest_as_argument(container: Mock, player: Player) -> None:
    move = Mock(return_value="You walk.")

    with patch.dict(COMMANDS, {"move": move}):
        assert run_command(container, "Ada", "  MOVE  north ") == "You walk."

    move.assert_called_once_with(container, player, "north")
    container.player_service.touch.assert_called_once_with("Ada")


def test_an_unknown_verb_is_answered_with_those_that_exist(container: Mock) -> None:
    answer = run_command(container, "Ada", "dance")

    assert answer == "I do not know 'dance'; try look, move, who."
