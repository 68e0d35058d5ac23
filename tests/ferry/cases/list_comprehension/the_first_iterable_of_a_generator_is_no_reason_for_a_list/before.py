from app.persistence import PersistenceLayer


def total(persistence: PersistenceLayer) -> int:
    return sum(player.level for player in persistence.list_players())
