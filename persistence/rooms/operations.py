"""The layer's methods about rooms."""

from collections.abc import Sequence

from persistence.rooms.models import Room, RoomGraph
from persistence.rooms.repository import RoomRepository


class RoomOperations:
    """The places of the world."""

    _rooms: RoomRepository

    async def get_room_by_id(self, room_id: str) -> Room | None:
        """The room, or None when there is none."""
        return await self._rooms.get_by_id(room_id)

    async def list_rooms(self) -> list[Room]:
        """All rooms, by id."""
        return await self._rooms.all()

    async def get_room_graph(self) -> RoomGraph:
        """All rooms and where their exits lead, from memory as long as nobody has changed them.

        What this layer has saved is in it at once; what another process has, some milliseconds later, and at most three
        seconds later when the network fails. In a transaction it is read from the database.
        """
        return await self._rooms.graph()

    async def save_room(self, room: Room) -> Room:
        """Saves the whole room and returns it with its new version; version 0 makes a new one.

        Raises `StaleDataError` when the room has changed since `room.version`, `NotFoundError` when a room that was
        saved before is gone, and `ValidationError`. That the exits lead to rooms that exist is the caller's to check.
        """
        return await self._rooms.save(room)

    async def save_rooms(self, rooms: Sequence[Room]) -> list[Room]:
        """Saves all rooms or none, in one statement; the result is in the order given. Errors as for `save_room`."""
        return await self._rooms.save_many(rooms)
