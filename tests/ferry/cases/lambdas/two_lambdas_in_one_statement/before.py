from app.persistence import PersistenceLayer


def both(layer: PersistenceLayer, first, second) -> int:
    return first(layer) + second(layer)


def report(layer: PersistenceLayer) -> int:
    return both(layer, lambda own: own.count_players() + 1, second=lambda own: (own.count_players(), 2)[0])
