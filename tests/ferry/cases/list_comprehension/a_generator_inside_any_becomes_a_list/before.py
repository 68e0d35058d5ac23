from app.persistence import PersistenceLayer


def has_admin(persistence: PersistenceLayer, ids: list[int]) -> bool:
    return any(persistence.is_admin(player_id) for player_id in ids)
