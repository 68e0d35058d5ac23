"""The players' data."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Self
from uuid import UUID, uuid4

from persistence.validation import check_name, check_room_id, check_time, check_uuid, check_version


@dataclass(frozen=True, slots=True)
class Player:
    """A character in the world, as the database has it or is to have it.

    Attributes:
        user_id: The account that plays it.
        name: Unique among the living players, whatever the case of its letters.
        room_id: Where it is.
        last_active: When it last did something, UTC. It never moves back.
        version: Counts the saves; 0 means never saved. A save compares it, so that no change is overwritten unseen.
    """

    id: UUID
    user_id: UUID
    name: str
    room_id: str
    created_at: datetime
    last_active: datetime
    version: int = 0

    @classmethod
    def new(cls, *, user_id: UUID, name: str, room_id: str) -> Self:
        """A player who is not yet saved, with an id of its own."""
        moment = datetime.now(UTC)
        return cls(uuid4(), user_id, name, room_id, moment, moment)

    def check(self) -> None:
        """Raises `ValidationError` for the first attribute that breaks a rule."""
        check_uuid("id", self.id)
        check_uuid("user_id", self.user_id)
        check_name("name", self.name)
        check_room_id("room_id", self.room_id)
        check_time("created_at", self.created_at)
        check_time("last_active", self.last_active)
        check_version("version", self.version)
