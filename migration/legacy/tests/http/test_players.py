"""Players over HTTP."""

from fastapi.testclient import TestClient

from server.models import START_ROOM, Player
from server.persistence import PersistenceLayer


def test_a_created_player_is_in_the_database_and_stands_in_the_first_room(
    client: TestClient, persistence: PersistenceLayer
) -> None:
    response = client.post("/players", json={"name": "Ada"})

    assert response.status_code == 201
    saved = persistence.get_player_by_name("Ada")
    assert saved is not None
    assert (str(saved.id), saved.room_id) == (response.json()["id"], START_ROOM)


def test_a_taken_name_is_refused(client: TestClient) -> None:
    client.post("/players", json={"name": "Ada"})

    response = client.post("/players", json={"name": "Ada"})

    assert (response.status_code, response.json()) == (409, {"detail": "the name 'Ada' is taken"})
    assert client.get("/players").json() == ["Ada"]


def test_a_player_is_read_by_name(client: TestClient, persistence: PersistenceLayer, player: Player) -> None:
    persistence.save_player(player)

    response = client.get("/players/Ada")

    assert (response.status_code, response.json()["id"]) == (200, str(player.id))


def test_an_unknown_player_is_not_found(client: TestClient) -> None:
    assert client.get("/players/Nobody").status_code == 404
    assert client.delete("/players/Nobody").status_code == 404
    assert client.post("/players/Nobody/commands", json={"text": "look"}).status_code == 404


def test_a_deleted_player_is_gone(client: TestClient, persistence: PersistenceLayer, player: Player) -> None:
    persistence.save_player(player)

    assert client.delete("/players/Ada").status_code == 204

    assert persistence.get_player(player.id) is None


def test_a_move_is_saved(client: TestClient, persistence: PersistenceLayer, player: Player) -> None:
    persistence.save_player(player)

    response = client.post("/players/Ada/commands", json={"text": "move north"})

    assert response.json() == "The fish market\nStalls, gulls and scales.\nExits: south"
    moved = persistence.get_player(player.id)
    assert moved is not None
    assert moved.room_id == "harbour/market"
    assert moved.last_active > player.last_active


def test_who_tells_the_players_near_from_the_others(
    client: TestClient, persistence: PersistenceLayer, player: Player
) -> None:
    for each in (player, Player.new("Bo"), Player.new("Cy", room_id="harbour/market")):
        persistence.save_player(each)

    response = client.post("/players/Ada/commands", json={"text": "who"})

    assert response.json() == "Players: Ada*, Bo*, Cy"
