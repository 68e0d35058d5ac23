from app.persistence import get_persistence

_layer = get_persistence()


def size() -> int:
    return _layer.count_players()
