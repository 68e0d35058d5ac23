"""The rooms' data."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from persistence.errors import ValidationError
from persistence.validation import check_mapping, check_room_id, check_text, check_version

_NAME_LENGTH = 200
_DESCRIPTION_LENGTH = 20_000
_DIRECTION_LENGTH = 32
_MOST_EXITS = 64


@dataclass(frozen=True, slots=True)
class Room:
    """A place of the world.

    Attributes:
        id: "zone/room".
        zone: The part of the id before the first "/".
        exits: The direction ("north", "in") and the id of the room to which it leads.
        version: Counts the saves; 0 means never saved. A save compares it, so that no change is overwritten unseen.
    """

    id: str
    zone: str
    name: str
    description: str
    exits: Mapping[str, str] = field(default_factory=dict, hash=False)
    version: int = 0

    def check(self) -> None:
        """Raises `ValidationError` for the first attribute that breaks a rule."""
        check_room_id("id", self.id)
        if self.id.partition("/")[0] != self.zone:
            raise ValidationError("zone", "be the part of the id before the first slash")
        check_text("name", self.name, _NAME_LENGTH)
        check_text("description", self.description, _DESCRIPTION_LENGTH, multiline=True, empty=True)
        check_version("version", self.version)
        check_mapping("exits", self.exits)
        if len(self.exits) > _MOST_EXITS:
            raise ValidationError("exits", f"have at most {_MOST_EXITS} directions")
        for direction, target in self.exits.items():
            check_text("exits", direction, _DIRECTION_LENGTH)
            check_room_id(f"exits[{direction!r}]", target)


@dataclass(frozen=True, slots=True)
class RoomGraph:
    """All rooms, and where their exits lead, as they were at one moment.

    Attributes:
        rooms: By id.
    """

    rooms: Mapping[str, Room]

    def exits(self, room_id: str) -> dict[str, Room]:
        """The rooms next to a room, by direction; an exit that leads to no room is left out."""
        room = self.rooms.get(room_id)
        exits = {} if room is None else room.exits
        return {direction: self.rooms[target] for direction, target in exits.items() if target in self.rooms}
