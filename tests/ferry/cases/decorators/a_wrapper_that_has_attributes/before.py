import functools

from app.persistence import get_persistence


def counted(tag):
    def outer(function):
        @functools.wraps(function)
        def inner(*args):
            inner.calls += 1
            return f"{tag} {inner.calls}: {function(*args)}"

        inner.tag = tag
        inner.calls = 0
        return inner

    return outer


@counted("players")
def count() -> int:
    return get_persistence().count_players()


@counted("nobody")
def zero() -> int:
    return 0


def both() -> str:
    return f"{count()} {zero()} {count.tag} {count.calls}"
