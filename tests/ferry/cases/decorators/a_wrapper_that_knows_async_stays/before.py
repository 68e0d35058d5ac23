import inspect

from app.persistence import get_persistence


def logged(function):
    if inspect.iscoroutinefunction(function):

        async def async_wrapper(*args):
            return await function(*args)

        return async_wrapper

    def wrapper(*args):
        return function(*args)

    return wrapper


@logged
def count() -> int:
    return get_persistence().count_players()
