# blockers: decorator
from app.persistence import get_persistence

NAMES = []


def register(function):
    def wrapper(key):
        return function(key)

    NAMES.append(function.__name__)
    wrapper.limit = 3
    return wrapper


@register
def level(key: int) -> int:
    return get_persistence().get_player(key).level
