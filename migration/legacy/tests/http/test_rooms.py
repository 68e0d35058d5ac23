"""Rooms and health over HTTP."""

from fastapi.testclient import TestClient

from server.models import Player, Room
from server.persistence import PersistenceLayer


def test_the_starter_rooms_are_there_from_the_start(client: TestClient) -> None:
    rooms = client.get("/rooms").json()

    assert [room["id"] for room in rooms] == ["harbour/market", "harbour/quay"]


def test_a_room_is_read_with_its_exits(client: TestClient, persistence: PersistenceLayer) -> None:
    persistence.save_room(Room("harbour/pier", "The pier", "Long.", {"west": "harbour/quay"}))

    response = client.get("/rooms/harbour/pier")

    assert response.status_code == 200
    assert response.json() == {
        "id": "harbour/pier",
        "name": "The pier",
        "description": "Long.",
        "exits": {"west": "harbour/quay"},
    }


def test_an_unknown_room_is_not_found(client: TestClient) -> None:
    assert client.get("/rooms/harbour/moon").status_code == 404
    assert client.get("/rooms/harbour/moon/players").status_code == 404


def test_people_are_listed_by_room(client: TestClient, persistence: PersistenceLayer, player: Player) -> None:
    persistence.save_player(player)
    persistence.save_player(Player.new("Cy", room_id="harbour/market"))

    people = client.get("/rooms/harbour/quay/players").json()

    assert [person["name"] for person in people] == ["Ada"]


def test_health_asks_the_database(client: TestClient) -> None:
    assert client.get("/health").json() == {"database": True}
