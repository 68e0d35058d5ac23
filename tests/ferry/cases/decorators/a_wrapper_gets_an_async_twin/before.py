import functools

from app.persistence import get_persistence


def timed(function):
    """Print when it starts and ends."""

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print(function.__name__)
        try:
            return function(*args, **kwargs).real
        finally:
            print("done")

    return wrapper


@timed
def count() -> int:
    return get_persistence().count_players()


@timed
def zero() -> int:
    return 0


def both() -> int:
    return count() + zero()
