from collections.abc import Awaitable, Callable

from app.persistence.async_layer import get_async_persistence


async def count(argument: str) -> str:
    return f"{await get_async_persistence().count_players()} players"


async def say(argument: str) -> str:
    return argument


COMMANDS: dict[str, Callable[[str], Awaitable[str]]] = {"count": count, "say": say}


async def run(verb: str, argument: str) -> str:
    return await COMMANDS[verb](argument)
