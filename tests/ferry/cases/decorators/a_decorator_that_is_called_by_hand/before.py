from app.persistence import get_persistence


def guarded(function):
    def wrapper(*args):
        try:
            return function(*args)
        except KeyError:
            return "nobody"

    return wrapper


@guarded
def one(key: int) -> str:
    return get_persistence().get_player(key).name


def two(key: int) -> str:
    return get_persistence().get_player(key).name


two = guarded(two)


def both(key: int) -> list[str]:
    return [one(key), two(key)]
