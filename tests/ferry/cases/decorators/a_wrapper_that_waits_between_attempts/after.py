import asyncio
import inspect
import time
from functools import wraps

from app.persistence.async_layer import get_async_persistence


def attempts(times: int, wait: float):
    def decorate(function):
        if inspect.iscoroutinefunction(function):
            @wraps(function)
            async def async_wrapper(*args):
                for _ in range(times):
                    found = await function(*args)
                    if found:
                        return found
                    await asyncio.sleep(wait)
                return None

            return async_wrapper

        @wraps(function)
        def wrapper(*args):
            for _ in range(times):
                found = function(*args)
                if found:
                    return found
                time.sleep(wait)
            return None

        return wrapper

    return decorate


@attempts(3, 0.01)
async def count_in_attempts() -> int:
    return await get_async_persistence().count_players()
