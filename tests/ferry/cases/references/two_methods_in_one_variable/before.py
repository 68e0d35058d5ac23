from app.persistence import PersistenceLayer


def load(layer: PersistenceLayer, other: PersistenceLayer, player_id: int):
    find = layer.get_player if player_id else other.get_player
    return find(player_id)
