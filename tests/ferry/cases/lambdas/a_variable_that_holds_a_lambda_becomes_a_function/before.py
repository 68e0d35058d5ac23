from app.persistence import get_persistence


def level(player_id: int) -> int:
    # What a stranger has.
    of = lambda number, other=0: get_persistence().get_player(number).level or other  # noqa: E731
    return of(player_id)
