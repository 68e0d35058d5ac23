from app.persistence import get_persistence


def retry(times: int):
    def decorate(function):
        def wrapper(*args):
            for _ in range(times):
                found = function(*args)
                if found:
                    return found
            return None

        return wrapper

    return decorate


@retry(3)
def count() -> int:
    return get_persistence().count_players()
