"""From a line of text to the command that it names."""

from collections.abc import Callable

from server.commands.look import look
from server.commands.move import move
from server.commands.who import who
from server.container import ApplicationContainer
from server.models import Player

Command = Callable[[ApplicationContainer, Player, str], str]

COMMANDS: dict[str, Command] = {"look": look, "move": move, "who": who}


def run_command(container: ApplicationContainer, player_name: str, line: str) -> str:
    """Do what the line says for the player of this name and return the answer; raises `NoSuchPlayerError`."""
    verb, _, argument = line.strip().partition(" ")
    command = COMMANDS.get(verb.lower())
    player = container.player_service.touch(player_name)
    if command is None:
        return f"I do not know {verb!r}; try {', '.join(sorted(COMMANDS))}."
    return command(container, player, argument.strip())
