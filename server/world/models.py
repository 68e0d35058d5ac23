"""The loaded world: immutable, and true to every rule of `server.world.checks`."""

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class WorldRoom:
    """A place. Its id is `zone/room`; `exits` maps a direction to the id of the room it leads to."""

    id: str
    zone: str
    name: str
    description: str
    exits: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class World:
    """All rooms by id, and the id of the room in which a new character stands."""

    start_room: str
    rooms: Mapping[str, WorldRoom]
