from app.persistence import get_persistence


def size() -> int:
    return [get_persistence()][0].count_players()
