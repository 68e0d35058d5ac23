# blockers: dynamic, held_back
from app.persistence import get_persistence


def may_enter(player_id: int) -> bool:
    return get_persistence().is_admin(player_id)


def anyone(player_id: int) -> bool:
    return player_id > 0


def open_the_gates() -> None:
    global may_enter
    may_enter = anyone
