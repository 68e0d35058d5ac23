from app.persistence import PersistenceLayer


def largest(persistence: PersistenceLayer) -> int:
    return max(*[p.level for p in persistence.list_players()], persistence.count_players())
