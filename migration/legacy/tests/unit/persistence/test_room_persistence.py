"""The facade's operations on rooms."""

from server.models import Room
from server.persistence.persistence import PersistenceLayer
from server.settings import database_url

QUAY = Room("harbour/quay", "The quay", "Wet.", {"north": "harbour/market"})


def test_saving_a_room_again_overwrites_it() -> None:
    layer = PersistenceLayer(database_url())
    layer.drop_schema()
    layer.create_schema()

    layer.save_room(Room("harbour/quay", "A quay", "Dry."))
    layer.save_room(QUAY)

    assert layer.get_room("harbour/quay") == QUAY
    assert layer.list_rooms() == [QUAY]
    assert layer.get_room("harbour/market") is None
    layer.close()
