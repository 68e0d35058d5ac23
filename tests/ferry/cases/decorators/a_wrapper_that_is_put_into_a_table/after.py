import functools
from collections.abc import Awaitable, Callable

from app.persistence.async_layer import get_async_persistence

HANDLERS: dict[str, Callable[[int], Awaitable[str]]] = {}


def handler(name: str) -> Callable[[Callable[[int], str]], Callable[[int], str]]:
    def register(function: Callable[[int], Awaitable[str]]) -> Callable[[int], Awaitable[str]]:
        @functools.wraps(function)
        async def checked(key: int) -> str:
            if key < 0:
                return ""
            return await function(key)

        HANDLERS[name] = checked
        return checked

    return register


@handler("name")
async def name_of(key: int) -> str:
    return (await get_async_persistence().get_player_by_id(key)).name


@handler("level")
async def level_of(key: int) -> str:
    return str((await get_async_persistence().get_player_by_id(key)).level)


async def run(word: str, key: int) -> str:
    return await HANDLERS[word](key)
