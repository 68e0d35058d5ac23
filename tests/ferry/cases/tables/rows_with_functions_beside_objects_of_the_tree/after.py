from collections.abc import Awaitable, Callable

from app.persistence.async_layer import get_async_persistence


class Key:
    def __init__(self, letter: str) -> None:
        self.letter = letter


Action = Callable[[], Awaitable[str]]


async def counted() -> str:
    return f"{await get_async_persistence().count_players()} players"


async def helped() -> str:
    return "count: c, help: h"


def keys() -> dict[str, tuple[Key, Action]]:
    return {"count": (Key("c"), counted), "help": (Key("h"), helped)}


async def press(name: str) -> str:
    _, action = keys()[name]
    return await action()


async def press_all(rows: list[tuple[Key, Action]]) -> list[str]:
    return [f"{key.letter}: {await action()}" for key, action in rows]


async def demonstrate() -> list[str]:
    return await press_all([(Key("c"), counted), (Key("h"), helped)])
