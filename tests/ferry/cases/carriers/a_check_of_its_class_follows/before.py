from app.persistence import PersistenceLayer, get_persistence


def size() -> int:
    layer = get_persistence()
    assert isinstance(layer, PersistenceLayer)
    return layer.count_players()
