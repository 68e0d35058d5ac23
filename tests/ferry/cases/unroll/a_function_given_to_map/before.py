from app.persistence import get_persistence


def level(player_id: int) -> int:
    return get_persistence().get_player(player_id).level


def levels(ids: list[int]) -> list[int]:
    return list(map(level, ids))
