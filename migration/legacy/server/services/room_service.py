"""Describe rooms, and lay out the first ones."""

from server.models import Player, Room
from server.persistence import get_persistence

STARTER_ROOMS = (
    Room("harbour/quay", "The quay", "Ropes creak along a wet quay.", {"north": "harbour/market"}),
    Room("harbour/market", "The fish market", "Stalls, gulls and scales.", {"south": "harbour/quay"}),
)


class NoSuchRoomError(Exception):
    """There is no room of this `room_id`."""

    def __init__(self, room_id: str) -> None:
        super().__init__(f"there is no room {room_id!r}")
        self.room_id = room_id


class RoomService:
    """What the API and the commands ask about rooms."""

    def __init__(self) -> None:
        self._persistence = get_persistence()

    def get_room(self, room_id: str) -> Room:
        """The room of this id; raises `NoSuchRoomError`."""
        room = self._persistence.get_room(room_id)
        if room is None:
            raise NoSuchRoomError(room_id)
        return room

    def people(self, room_id: str) -> list[Player]:
        """The players in a room, by name; raises `NoSuchRoomError`."""
        return self._persistence.get_players_in_room(self.get_room(room_id).id)

    def describe(self, room_id: str, viewer: str) -> str:
        """The room in words, with its exits and the others in it; raises `NoSuchRoomError`."""
        room = self.get_room(room_id)
        others = [player.name for player in self.people(room_id) if player.name != viewer]
        lines = [room.name, room.description, f"Exits: {', '.join(sorted(room.exits)) or 'none'}"]
        if others:
            lines.append(f"Here: {', '.join(others)}")
        return "\n".join(lines)

    def load_starter_rooms(self) -> int:
        """Save the first rooms that are not in the database yet; returns how many were missing."""
        missing = [room for room in STARTER_ROOMS if self._persistence.get_room(room.id) is None]
        for room in missing:
            self._persistence.save_room(room)
        return len(missing)
