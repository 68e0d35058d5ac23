from collections.abc import Awaitable, Callable

from app.persistence.async_layer import get_async_persistence


async def count(argument: str) -> str:
    return f"{await get_async_persistence().count_players()} {argument}"


async def is_admin(argument: str) -> str:
    return str(await get_async_persistence().is_admin(int(argument)))


COMMANDS: dict[str, Callable[[str], Awaitable[str]]] = {"count": count, "admin": is_admin}


async def run(line: str) -> str:
    verb, _, argument = line.partition(" ")
    command = COMMANDS.get(verb)
    if command is None:
        return f"{len(COMMANDS)} commands: {', '.join(sorted(COMMANDS))}"
    return await command(argument)
