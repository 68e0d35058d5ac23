from functools import wraps
from inspect import signature

from app.persistence import get_persistence


def parameters(function):
    return [name for name in signature(function).parameters if name != function.__name__]


def named(function):
    @wraps(function)
    def wrapper(*args):
        names = parameters(function)
        return function(**dict(zip(names, args)))

    return wrapper


@named
def level(player_id):
    return get_persistence().get_player(player_id).level
