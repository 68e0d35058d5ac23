"""Create, find and remove players."""

from unittest.mock import Mock

import pytest

from server.models import START_ROOM, Player
from server.persistence import DuplicateNameError, PersistenceLayer
from server.services.player_service import NoSuchPlayerError, PlayerService


@pytest.fixture
def layer() -> Mock:
    """A persistence layer that finds nothing."""
    layer = Mock(spec=PersistenceLayer)
    layer.get_player_by_name.return_value = None
    return layer


def test_a_new_player_is_saved_in_the_first_room(layer: Mock) -> None:
    service = PlayerService(layer)

    player = service.create_player("Ada")

    assert (player.name, player.room_id) == ("Ada", START_ROOM)
    layer.save_player.assert_called_once_with(player)


def test_a_taken_name_is_passed_on_as_an_error(layer: Mock) -> None:
    layer.save_player.side_effect = DuplicateNameError("Ada")
    service = PlayerService(layer)

    with pytest.raises(DuplicateNameError):
        service.create_player("Ada")


def test_a_player_is_found_by_name(layer: Mock, player: Player) -> None:
    layer.get_player_by_name.return_value = player

    assert PlayerService(layer).get_player("Ada") is player
    layer.get_player_by_name.assert_called_once_with("Ada")


def test_an_unknown_name_is_an_error_that_names_it(layer: Mock) -> None:
    with pytest.raises(NoSuchPlayerError, match="'Nobody'"):
        PlayerService(layer).get_player("Nobody")


def test_a_name_is_taken_when_a_player_has_it(layer: Mock, player: Player) -> None:
    service = PlayerService(layer)
    assert not service.is_taken("Ada")

    layer.get_player_by_name.return_value = player
    assert service.is_taken("Ada")


def test_names_come_in_the_order_of_the_layer(layer: Mock) -> None:
    layer.list_players.return_value = [Player.new("Ada"), Player.new("Bo")]

    assert PlayerService(layer).names() == ["Ada", "Bo"]


def test_a_touch_sets_when_the_player_was_last_active(layer: Mock, player: Player) -> None:
    layer.get_player_by_name.return_value = player

    touched = PlayerService(layer).touch("Ada")

    assert touched.last_active > player.last_active
    layer.update_player_last_active.assert_called_once_with(player.id, touched.last_active)


def test_a_player_who_is_gone_before_the_delete_is_an_error(layer: Mock, player: Player) -> None:
    layer.get_player_by_name.return_value = player
    layer.delete_player.return_value = False

    with pytest.raises(NoSuchPlayerError):
        PlayerService(layer).delete_player("Ada")
    layer.delete_player.assert_called_once_with(player.id)
