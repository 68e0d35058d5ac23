from app.persistence import PersistenceLayer


def admins(persistence: PersistenceLayer, ids: list[int]) -> list[int]:
    return [player_id for player_id in ids if persistence.is_admin(player_id)]
