"""What a command gets to work with."""

from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol
from uuid import UUID

from server.game.messages import Kind, Message, Text
from server.services.movement import MovementService
from server.services.rooms import RoomService


class Presence(Protocol):
    """Who is in the world now and where, and the way to tell them something. Nothing here waits.

    `server.realtime.hub.Hub` is one.
    """

    def room_of(self, character_id: UUID) -> str:
        """The id of the room where the character is."""

    def people_in(self, room_id: str, *, but: UUID | None = None) -> list[str]:
        """The names of those in the room, by alphabet, without the one whose id is `but`."""

    def everyone(self) -> list[str]:
        """The names of all who are in the world, by alphabet."""

    def move(self, character_id: UUID, room_id: str) -> None:
        """Follows a character that has moved."""

    def tell(self, character_id: UUID, message: Message) -> None:
        """Tells one character something."""

    def tell_room(self, room_id: str, message: Message, *, but: UUID | None = None) -> None:
        """Tells all in the room something, without the one whose id is `but`."""


@dataclass(frozen=True, slots=True)
class Actor:
    """The character who acts."""

    id: UUID
    name: str


@dataclass(slots=True)
class Context:
    """One command of one player.

    Attributes:
        leaving: Set when the player has asked to leave; the session ends after this command.
    """

    actor: Actor
    presence: Presence
    rooms: RoomService
    movement: MovementService
    commands: "CommandTable"
    leaving: bool = False

    @property
    def room_id(self) -> str:
        """Where the actor is."""
        return self.presence.room_of(self.actor.id)

    def reply(self, message: Message) -> None:
        """Tells the actor something."""
        self.presence.tell(self.actor.id, message)

    def refuse(self, why: str) -> None:
        """Tells the actor why what they asked for cannot be done."""
        self.reply(Text(why, Kind.ERROR))


Run = Callable[[Context, str], Awaitable[None]]


@dataclass(frozen=True, slots=True)
class Command:
    """A verb. The docstring of `run` is the player's help: the first line says what it does, the rest how.

    Attributes:
        run: Called with the context and what the player typed after the verb.
        aliases: Other words for it, also its short forms.
        family: The heading under which `help` lists it.
    """

    name: str
    run: Run
    family: str
    aliases: tuple[str, ...] = ()

    @property
    def help(self) -> str:
        """The docstring, without its indentation."""
        lines = (self.run.__doc__ or "").strip().splitlines()
        return "\n".join(line.strip() for line in lines)

    @property
    def summary(self) -> str:
        """The first line of the help."""
        return self.help.partition("\n")[0]


@dataclass(frozen=True, slots=True)
class CommandTable:
    """All commands, in the order in which `help` lists them, and the words that find them."""

    commands: Sequence[Command]
    by_word: Mapping[str, Command]

    @classmethod
    def of(cls, commands: Sequence[Command]) -> "CommandTable":
        """The table of `commands`.

        Raises:
            ValueError: Two commands claim one word.
        """
        by_word: dict[str, Command] = {}
        for command in commands:
            for word in (command.name, *command.aliases):
                if word in by_word:
                    raise ValueError(f'"{word}" is both {by_word[word].name} and {command.name}')
                by_word[word] = command
        return cls(tuple(commands), by_word)
