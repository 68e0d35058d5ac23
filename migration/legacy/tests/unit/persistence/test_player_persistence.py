"""The facade's operations on players."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from uuid import uuid4

import pytest

from server.models import Player, Room
from server.persistence import DuplicateNameError, PersistenceLayer
from server.settings import database_url


@pytest.fixture
def facade() -> Iterator[PersistenceLayer]:
    """The facade on a database with one room."""
    layer = PersistenceLayer(database_url())
    layer.drop_schema()
    layer.create_schema()
    layer.save_room(Room("harbour/quay", "The quay", "Wet."))
    yield layer
    layer.close()


def test_a_saved_player_is_found_by_id_and_by_name(facade: PersistenceLayer, player: Player) -> None:
    facade.save_player(player)

    assert facade.get_player(player.id) == player
    assert facade.get_player_by_name("Ada") == player


def test_nobody_is_found_by_an_unknown_id_or_name(facade: PersistenceLayer) -> None:
    assert facade.get_player(uuid4()) is None
    assert facade.get_player_by_name("Nobody") is None


def test_a_second_player_of_the_same_name_is_refused(facade: PersistenceLayer, player: Player) -> None:
    facade.save_player(player)

    with pytest.raises(DuplicateNameError) as caught:
        facade.save_player(replace(player, id=uuid4()))

    assert caught.value.name == "Ada"


def test_players_are_listed_by_name_and_by_room(facade: PersistenceLayer, player: Player) -> None:
    other = Player.new("Bo")
    facade.save_player(other)
    facade.save_player(player)

    assert facade.list_players() == [player, other]
    assert facade.get_players_in_room("harbour/quay") == [player, other]
    assert facade.get_players_in_room("harbour/market") == []


def test_last_active_is_set_to_the_given_time(facade: PersistenceLayer, player: Player) -> None:
    facade.save_player(player)
    noon = datetime(2026, 3, 1, 12, tzinfo=UTC)

    facade.update_player_last_active(player.id, noon)

    assert facade.get_player(player.id) == replace(player, last_active=noon)


def test_a_player_is_deleted_once(facade: PersistenceLayer, player: Player) -> None:
    facade.save_player(player)

    assert facade.delete_player(player.id) is True
    assert facade.delete_player(player.id) is False
    assert facade.list_players() == []
