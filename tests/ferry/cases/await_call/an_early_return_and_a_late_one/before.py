from app.persistence import PersistenceLayer


def name_of(layer: PersistenceLayer, player_id: int | None) -> str:
    if player_id is None:
        return "nobody"
    player = layer.get_player(player_id)
    return player.name if player else "unknown"
