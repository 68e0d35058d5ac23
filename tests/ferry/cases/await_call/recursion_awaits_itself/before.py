from app.persistence import PersistenceLayer


def drain(layer: PersistenceLayer, player_id: int) -> int:
    if not layer.delete_player(player_id):
        return 0
    return 1 + drain(layer, player_id + 1)
