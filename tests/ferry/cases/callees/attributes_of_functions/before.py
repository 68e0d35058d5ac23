import functools

from app.persistence import get_persistence


class Bench:
    def length(self, player_id: int) -> int:
        return get_persistence().get_player(player_id).level


def width(player_id: int) -> int:
    return get_persistence().count_players() - player_id


@functools.wraps(width)
def narrow(player_id: int) -> int:
    return player_id


def measure(bench: Bench) -> list[int]:
    return [width.__call__(1), bench.length.__func__(bench, 2), narrow.__wrapped__(3), narrow(4)]
