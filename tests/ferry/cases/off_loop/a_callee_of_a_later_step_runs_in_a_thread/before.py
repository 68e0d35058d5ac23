from app.later.catalogue import find_player
from app.models import Player
from app.persistence import get_persistence


def show(player_id: int) -> Player | None:
    get_persistence().count_players()
    return find_player(player_id)
