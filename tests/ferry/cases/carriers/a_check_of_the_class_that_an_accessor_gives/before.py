from app.persistence import PersistenceLayer, get_persistence


def size() -> int:
    assert isinstance(get_persistence(), PersistenceLayer)
    return get_persistence().count_players()
