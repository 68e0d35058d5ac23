from collections.abc import Callable

from app.persistence import get_persistence


class Key:
    def __init__(self, letter: str) -> None:
        self.letter = letter


Action = Callable[[], str]


def counted() -> str:
    return f"{get_persistence().count_players()} players"


def helped() -> str:
    return "count: c, help: h"


def keys() -> dict[str, tuple[Key, Action]]:
    return {"count": (Key("c"), counted), "help": (Key("h"), helped)}


def press(name: str) -> str:
    _, action = keys()[name]
    return action()


def press_all(rows: list[tuple[Key, Action]]) -> list[str]:
    return [f"{key.letter}: {action()}" for key, action in rows]


def demonstrate() -> list[str]:
    return press_all([(Key("c"), counted), (Key("h"), helped)])
