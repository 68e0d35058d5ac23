"""All that a player can type. To add a command, write its module in its family's package and add a line here."""

from server.commands.communication.say import say
from server.commands.context import Command, CommandTable
from server.commands.exploration.go import go, walk
from server.commands.exploration.look import look
from server.commands.self.help import help_
from server.commands.self.quit import quit_
from server.commands.self.who import who
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
