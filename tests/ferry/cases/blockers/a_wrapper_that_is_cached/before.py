# blockers: decorator
import functools

from app.persistence import get_persistence


def kept(function):
    @functools.lru_cache
    def wrapper(key: int) -> bool:
        return function(key)

    return wrapper


@kept
def may_look(key: int) -> bool:
    return get_persistence().is_admin(key)
