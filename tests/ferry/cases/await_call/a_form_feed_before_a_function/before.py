from app.persistence import PersistenceLayer


def size(persistence: PersistenceLayer) -> int:
    return persistence.count_players()


def names(persistence: PersistenceLayer) -> int:
    return persistence.count_players()
