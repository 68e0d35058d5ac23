from app.models import Player
from app.persistence import get_persistence


def load(player_id: int) -> Player | None:
    return get_persistence().get_player(player_id)


def level(player_id: int) -> int:
    player = load(player_id)
    return player.level if player else 0


def report(player_id: int) -> str:
    return f"level {level(player_id)}"
