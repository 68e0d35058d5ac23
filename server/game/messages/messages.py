"""The things that a player can be told."""

from dataclasses import dataclass
from enum import StrEnum


class Kind(StrEnum):
    """What a line of text is about, so that a client can set it apart."""

    ROOM = "room"
    """Something happens where the player is."""
    SAY = "say"
    """Somebody speaks."""
    SYSTEM = "system"
    """The server speaks to the player."""
    ERROR = "error"
    """What the player asked for cannot be done."""


@dataclass(frozen=True, slots=True)
class Text:
    """One or more lines to read. Never markup: a client shows every character as it is.

    Attributes:
        arrived: The name of somebody who is in the reader's room from now on.
        left: The name of somebody who is no longer there.
    """

    text: str
    kind: Kind = Kind.SYSTEM
    arrived: str | None = None
    left: str | None = None


@dataclass(frozen=True, slots=True)
class RoomView:
    """A room as one player sees it.

    Attributes:
        exits: Directions, in reading order.
        people: Names of the others who are there.
    """

    id: str
    name: str
    description: str
    exits: tuple[str, ...]
    people: tuple[str, ...]


Message = Text | RoomView
