"""All that a player can type. To add a command, write its module in its family's package and add a line here."""

from server.commands.communication import say
from server.commands.context import Command, CommandTable
from server.commands.exploration import go, look, walk
from server.commands.self import help_, quit_, who
from server.game.movement import Direction

COMMANDS = CommandTable.of(
    (
        Command("look", look, "exploration", aliases=("l",)),
        Command("go", go, "exploration", aliases=("walk",)),
        *(
            Command(direction.value, walk(direction), "exploration", aliases=(direction.abbreviation,))
            for direction in Direction
        ),
        Command("say", say, "communication"),
        Command("who", who, "self"),
        Command("help", help_, "self", aliases=("?",)),
        Command("quit", quit_, "self", aliases=("logout",)),
    )
)
