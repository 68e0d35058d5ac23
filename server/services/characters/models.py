"""A character as the rest of the server sees it."""

from dataclasses import dataclass
from typing import Self
from uuid import UUID

from persistence.players.models import Player


@dataclass(frozen=True, slots=True)
class Character:
    """Somebody in the world, and the room where the database has them."""

    id: UUID
    name: str
    room_id: str

    @classmethod
    def of(cls, player: Player) -> Self:
        """The character whose row is `player`."""
        return cls(player.id, player.name, player.room_id)
