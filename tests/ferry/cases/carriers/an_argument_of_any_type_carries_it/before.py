from typing import Any

from app.persistence import get_persistence


def load(persistence: Any, player_id: int):
    return find(persistence, player_id)


def find(persistence: Any, player_id: int):
    return persistence.get_player(player_id)


def start():
    return load(get_persistence(), 3)
