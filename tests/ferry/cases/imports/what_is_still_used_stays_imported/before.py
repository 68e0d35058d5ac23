from app.persistence import get_persistence, reset_persistence


def restart() -> int:
    reset_persistence()
    return get_persistence().count_players()
