import functools
import inspect

from app.persistence.async_layer import get_async_persistence


def timed(function):
    """Print when it starts and ends."""

    if inspect.iscoroutinefunction(function):
        @functools.wraps(function)
        async def async_wrapper(*args, **kwargs):
            print(function.__name__)
            try:
                return (await function(*args, **kwargs)).real
            finally:
                print("done")

        return async_wrapper

    @functools.wraps(function)
    def wrapper(*args, **kwargs):
        print(function.__name__)
        try:
            return function(*args, **kwargs).real
        finally:
            print("done")

    return wrapper


@timed
async def count() -> int:
    return await get_async_persistence().count_players()


@timed
def zero() -> int:
    return 0


async def both() -> int:
    return await count() + zero()
