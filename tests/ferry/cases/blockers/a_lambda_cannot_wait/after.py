# blockers: lambda
import heapq

from app.persistence import get_persistence


def ordered(ids: list[int]) -> list[int]:
    return heapq.nsmallest(3, ids, key=lambda player_id: get_persistence().get_player(player_id).level)
