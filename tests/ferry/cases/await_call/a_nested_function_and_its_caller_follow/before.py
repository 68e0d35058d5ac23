from app.persistence import PersistenceLayer


def total(persistence: PersistenceLayer) -> int:
    def count() -> int:
        return persistence.count_players()

    return count() * 2
