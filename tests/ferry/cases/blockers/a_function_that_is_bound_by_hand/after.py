# blockers: callback, held_back
from app.persistence import get_persistence


class Desk:
    def ring(self, player_id: int) -> str:
        return get_persistence().get_player(player_id).name


def ring_twice(desk: Desk) -> list[str]:
    return [desk.ring(1), Desk.ring.__get__(desk)(2)]
