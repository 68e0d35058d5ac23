from collections.abc import Callable

from app.persistence import get_persistence


def count(argument: str) -> str:
    return f"{get_persistence().count_players()} {argument}"


def is_admin(argument: str) -> str:
    return str(get_persistence().is_admin(int(argument)))


COMMANDS: dict[str, Callable[[str], str]] = {"count": count, "admin": is_admin}


def run(line: str) -> str:
    verb, _, argument = line.partition(" ")
    command = COMMANDS.get(verb)
    if command is None:
        return f"{len(COMMANDS)} commands: {', '.join(sorted(COMMANDS))}"
    return command(argument)
