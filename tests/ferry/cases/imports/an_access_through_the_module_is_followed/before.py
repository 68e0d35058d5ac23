from app.persistence import layer


def size() -> int:
    return layer.get_persistence().count_players()
