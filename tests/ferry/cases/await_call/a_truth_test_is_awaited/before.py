from app.persistence import PersistenceLayer


def may_enter(persistence: PersistenceLayer, player_id: int) -> bool:
    if persistence.is_admin(player_id):
        return True
    return not persistence.is_admin(player_id + 1)
