from collections.abc import Callable

from app.persistence import get_persistence


def count(argument: str) -> str:
    return f"{get_persistence().count_players()} players"


def say(argument: str) -> str:
    return argument


COMMANDS: dict[str, Callable[[str], str]] = {"count": count, "say": say}


def run(verb: str, argument: str) -> str:
    return COMMANDS[verb](argument)
