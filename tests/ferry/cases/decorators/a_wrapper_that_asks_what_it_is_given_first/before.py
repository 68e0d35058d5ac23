import functools

from app.persistence import PersistenceLayer, get_persistence


def checked(function):
    @functools.wraps(function)
    def wrapper(layer, n):
        if not layer.is_admin(n):
            raise PermissionError(n)
        return function(layer, n)

    return wrapper


@checked
def level(layer: PersistenceLayer, n: int) -> int:
    return layer.get_player(n).level


def level_of_first() -> int:
    return level(get_persistence(), 1)
