# blockers: decorator
import functools

from app.persistence import get_persistence


def timed(view):
    def bump():
        wrapper.calls += 1

    @functools.wraps(view)
    def wrapper(player):
        bump()
        return view(player)

    wrapper.calls = 0
    return wrapper


@timed
def timed_size(player) -> int:
    return get_persistence().count_players()
