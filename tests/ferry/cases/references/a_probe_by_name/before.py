from app.persistence import PersistenceLayer


def load(layer: PersistenceLayer, player_id: int):
    if not hasattr(layer, "get_player"):
        return None
    method = getattr(layer, "get_player", None)
    return method(player_id) if method is not None else getattr(layer, 'count_players')()
