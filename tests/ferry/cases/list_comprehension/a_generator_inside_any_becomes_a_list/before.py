from app.persistence import PersistenceLayer


def has_admin(persistence: PersistenceLayer, ids: list[int]) -> bool:
    found = any(persistence.is_admin(player_id) for player_id in ids)
    return found
