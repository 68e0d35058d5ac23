import inspect

from app.persistence.async_layer import get_async_persistence


def retry(times: int):
    def decorate(function):
        if inspect.iscoroutinefunction(function):
            async def async_wrapper(*args):
                for _ in range(times):
                    found = await function(*args)
                    if found:
                        return found
                return None

            return async_wrapper

        def wrapper(*args):
            for _ in range(times):
                found = function(*args)
                if found:
                    return found
            return None

        return wrapper

    return decorate


@retry(3)
async def count() -> int:
    return await get_async_persistence().count_players()
