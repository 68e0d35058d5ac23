"""Walk from room to room."""

from dataclasses import replace

from server.models import Player, Room
from server.persistence.persistence import PersistenceLayer
from server.services.room_service import RoomService


class NoExitError(Exception):
    """The room has no exit in this `direction`."""

    def __init__(self, direction: str) -> None:
        super().__init__(f"there is no way {direction}")
        self.direction = direction


class MovementService:
    """Moves players along the exits of their rooms."""

    def __init__(self, persistence: PersistenceLayer, rooms: RoomService) -> None:
        self._persistence = persistence
        self._rooms = rooms

    def move(self, player: Player, direction: str) -> Room:
        """Put the player into the next room in this direction and return it; raises `NoExitError`."""
        here = self._rooms.get_room(player.room_id)
        if direction not in here.exits:
            raise NoExitError(direction)
        there = self._rooms.get_room(here.exits[direction])
        self._persistence.save_player(replace(player, room_id=there.id))
        return there
