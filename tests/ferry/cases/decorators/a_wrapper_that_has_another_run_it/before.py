# blockers: decorator
from functools import wraps

from app.persistence import get_persistence


def run(function, args):
    return function(*args)


def ran(function):
    @wraps(function)
    def wrapper(*args):
        function(*args)
        return run(function, args)

    return wrapper


@ran
def level(player_id):
    return get_persistence().get_player(player_id).level
