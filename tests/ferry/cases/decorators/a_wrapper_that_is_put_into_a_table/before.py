import functools
from collections.abc import Callable

from app.persistence import get_persistence

HANDLERS: dict[str, Callable[[int], str]] = {}


def handler(name: str) -> Callable[[Callable[[int], str]], Callable[[int], str]]:
    def register(function: Callable[[int], str]) -> Callable[[int], str]:
        @functools.wraps(function)
        def checked(key: int) -> str:
            if key < 0:
                return ""
            return function(key)

        HANDLERS[name] = checked
        return checked

    return register


@handler("name")
def name_of(key: int) -> str:
    return get_persistence().get_player(key).name


@handler("level")
def level_of(key: int) -> str:
    return str(get_persistence().get_player(key).level)


def run(word: str, key: int) -> str:
    return HANDLERS[word](key)
