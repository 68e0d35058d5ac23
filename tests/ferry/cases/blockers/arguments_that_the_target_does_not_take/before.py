# blockers: gap
from app.persistence import get_persistence


def by_position(player_id: int) -> None:
    # The target takes the room first.
    get_persistence().move_player(player_id, "quay")


def with_too_much(player_id: int) -> None:
    get_persistence().delete_player(player_id, "for good")
