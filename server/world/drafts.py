"""A world as its files tell it: well formed, with positions, but not yet checked as a whole."""

from collections.abc import Mapping
from dataclasses import dataclass

from server.game.movement import Direction


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a world's folder: a file's name and a line, from 1."""

    file: str
    line: int


@dataclass(frozen=True, slots=True)
class ExitDraft:
    """An exit to the room id `to`; `one_way` when no exit leads back."""

    place: Place
    to: str
    one_way: bool


@dataclass(frozen=True, slots=True)
class RoomDraft:
    """A room; `id` is `zone/room`."""

    place: Place
    id: str
    name: str
    description: str
    exits: Mapping[Direction, ExitDraft]


@dataclass(frozen=True, slots=True)
class StartDraft:
    """A file's claim to hold the start room."""

    place: Place
    room: str


@dataclass(frozen=True, slots=True)
class ZoneDraft:
    """One file: a zone, its rooms, and perhaps the start of the world."""

    place: Place
    id: str
    rooms: tuple[RoomDraft, ...]
    start: StartDraft | None
