import time
from functools import wraps

from app.persistence import get_persistence


def attempts(times: int, wait: float):
    def decorate(function):
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
def count_in_attempts() -> int:
    return get_persistence().count_players()
