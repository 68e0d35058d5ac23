from app.persistence import get_persistence


def size(layer):
    return layer.count_players()


def report():
    return size(get_persistence())
