# blockers: decorator
from app.persistence import get_persistence


def counted(function):
    def wrapper(key):
        wrapper.calls = getattr(wrapper, "calls", 0) + 1
        return function(key)

    return wrapper


@counted
def level(key: int) -> int:
    return get_persistence().get_player(key).level
