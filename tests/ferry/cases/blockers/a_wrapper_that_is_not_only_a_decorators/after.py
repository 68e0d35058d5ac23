# blockers: decorator, held_back
import functools

from app.persistence import get_persistence


def admins_only(view):
    @functools.wraps(view)
    def wrapped(player):
        return view(player) if get_persistence().is_admin(player) else "no"

    return wrapped


@admins_only
def size(player) -> str:
    return f"{get_persistence().count_players()} players"


RULES = [admins_only]


def rows(player):
    yield player


@RULES[0]
def title(player) -> str:
    return f"page of {player}"
