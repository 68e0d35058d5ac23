from app.persistence import PersistenceLayer


def size(layer: PersistenceLayer) -> int:
    return layer.count_players()


def own_size() -> int:
    from app.persistence import PersistenceLayer

    return size(PersistenceLayer())


def other_size() -> int:
    from app.persistence import PersistenceLayer as Layer

    return size(Layer())
