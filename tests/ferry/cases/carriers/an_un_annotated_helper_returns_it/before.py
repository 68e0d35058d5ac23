from app.persistence import get_persistence


def layer():
    return get_persistence()


def size():
    return layer().count_players()
