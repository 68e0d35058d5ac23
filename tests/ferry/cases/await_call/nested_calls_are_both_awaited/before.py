from app.persistence import PersistenceLayer


def forget(persistence: PersistenceLayer, player_id: int) -> bool:
    return persistence.delete_player(persistence.get_player(player_id).id)
