from app.persistence import get_persistence as layer


def size() -> int:
    return layer().count_players()
