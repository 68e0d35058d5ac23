from app.persistence import PersistenceLayer


def admins(layer: PersistenceLayer, ids: list[int]) -> list[int]:
    return list(filter(lambda player_id: layer.is_admin(player_id), ids))
