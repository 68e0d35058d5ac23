from app.persistence import get_persistence


def name_of(player_id: int) -> str:
    return get_persistence().get_player(player_id).name
