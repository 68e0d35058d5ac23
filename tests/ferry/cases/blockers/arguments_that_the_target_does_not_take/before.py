# blockers: gap
from app.persistence import get_persistence


def with_too_much(player_id: int) -> None:
    get_persistence().delete_player(player_id, "for good")
