import functools

from app.persistence import get_persistence

GUARDED = True


def guard(default):
    def decorate(function):
        def wrapper(*args):
            try:
                value = function(*args)
            except KeyError:
                value = default
            return value

        return functools.update_wrapper(wrapper, function)

    return decorate


def maybe(function):
    @functools.wraps(function)
    def wrapper(*args):
        try:
            return function(*args)
        except KeyError:
            return None

    return wrapper if GUARDED else function


or_nobody = guard("nobody")


@guard("somebody")
def one(key: int) -> str:
    return get_persistence().get_player(key).name


@or_nobody
def two(key: int) -> str:
    return get_persistence().get_player(key).name


@maybe
def three(key: int) -> str:
    return get_persistence().get_player(key).name


def all_of(key: int) -> list[str]:
    return [one(key), two(key), three(key)]
