from functools import wraps

from app.persistence import get_persistence


def safe(default=None):
    def decorate(function):
        @wraps(function)
        def wrapper(*args):
            try:
                return function(*args)
            except KeyError:
                return None

        return wrapper

    return decorate(default) if callable(default) else decorate


def named(given):
    def decorate(function):
        @wraps(function)
        def wrapper(*args):
            try:
                return function(*args)
            except KeyError:
                return given

        return wrapper

    if callable(given):
        return decorate(given)
    return decorate


@safe
def one(key: int) -> str:
    return get_persistence().get_player(key).name


@safe()
def two(key: int) -> str:
    return get_persistence().get_player(key).name


@named
def three(key: int) -> str:
    return get_persistence().get_player(key).name


@named("nobody")
def four(key: int) -> str:
    return get_persistence().get_player(key).name


def all_of(key: int) -> list[str]:
    return [one(key), two(key), three(key), four(key)]
