from app.persistence import get_persistence


def move(player_id: int) -> None:
    get_persistence().move_player(player_id=player_id, room="quay")
