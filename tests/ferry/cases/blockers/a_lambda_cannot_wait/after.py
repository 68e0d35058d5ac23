# blockers: lambda
from app.persistence import get_persistence


def ordered(ids: list[int]) -> list[int]:
    return sorted(ids, key=lambda player_id: get_persistence().get_player(player_id).level)
