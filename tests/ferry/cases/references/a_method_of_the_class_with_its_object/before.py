from app.persistence import PersistenceLayer


def load(layer: PersistenceLayer, player_id: int):
    return PersistenceLayer.get_player(layer, player_id)
