"""The things of the game, as the services and the API see them."""

from dataclasses import dataclass, field
from datetime import UTC, datetime
from uuid import UUID, uuid4

START_ROOM = "harbour/quay"


@dataclass(frozen=True)
class Player:
    """A character and the room it stands in."""

    id: UUID
    name: str
    room_id: str
    last_active: datetime

    @classmethod
    def new(cls, name: str, room_id: str = START_ROOM) -> "Player":
        """A player with a fresh id, active now."""
        return cls(id=uuid4(), name=name, room_id=room_id, last_active=datetime.now(UTC))


@dataclass(frozen=True)
class Room:
    """A place; `exits` leads from a direction to the id of the room there."""

    id: str
    name: str
    description: str
    exits: dict[str, str] = field(default_factory=dict)
