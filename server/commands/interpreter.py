"""Finds the command that a line asks for, and runs it."""

from server.commands.context import Actor, CommandTable, Context, Presence
from server.commands.line import LineTooLongError, parse_line
from server.commands.suggestion import suggest
from server.services.characters import Character
from server.services.movement import MovementService
from server.services.rooms import RoomService


class Interpreter:
    """Runs what players type against one world."""

    def __init__(
        self, commands: CommandTable, presence: Presence, rooms: RoomService, movement: MovementService
    ) -> None:
        self._commands = commands
        self._presence = presence
        self._rooms = rooms
        self._movement = movement

    async def run(self, character: Character, raw: str) -> bool:
        """Does what `raw` asks for and tells the player, or tells them why it cannot be done.

        Returns False when the player has asked to leave. Errors of services that no command expects, such as
        `UnavailableError`, pass through.
        """
        actor = Actor(character.id, character.name)
        context = Context(actor, self._presence, self._rooms, self._movement, self._commands)
        try:
            verb, argument = parse_line(raw)
        except LineTooLongError as error:
            context.refuse(f"{str(error).capitalize()}.")
            return True
        if not verb:
            return True
        command = self._commands.by_word.get(verb)
        if command is None:
            context.refuse(self._unknown(verb))
            return True
        await command.run(context, argument)
        return not context.leaving

    def _unknown(self, verb: str) -> str:
        guess = suggest(verb, self._commands.by_word)
        meant = f'did you mean "{guess}"?' if guess else 'type "help" for all that you can do.'
        shown = verb if len(verb) <= 20 else f"{verb[:20]}…"
        return f'There is no command "{shown}"; {meant}'
