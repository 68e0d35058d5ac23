# blockers: decorator
from app.persistence import get_persistence


def guarded(function):
    def wrapper(*args):
        return attempt(lambda: function(*args))

    return wrapper


def attempt(action):
    return action()


@guarded
def count() -> int:
    return get_persistence().count_players()
