from app.persistence import PersistenceLayer


def is_empty(persistence: PersistenceLayer) -> bool:
    return persistence.count_players() == 0 or persistence.get_player(1) is None
