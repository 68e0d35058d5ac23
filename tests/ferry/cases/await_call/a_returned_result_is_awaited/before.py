from app.persistence import PersistenceLayer


def names(persistence: PersistenceLayer) -> int:
    return persistence.count_players()
