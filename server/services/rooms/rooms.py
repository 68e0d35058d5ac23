"""Reading rooms."""

from persistence.layer import AsyncPersistenceLayer
from persistence.rooms.models import Room


class RoomGoneError(Exception):
    """A room that somebody is in, or an exit leads to, is no longer part of the world."""


class RoomService:
    """The rooms, as the database has them; another server's change of one may take some milliseconds to arrive."""

    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self._persistence = persistence

    async def get(self, room_id: str) -> Room:
        """The room of this id.

        Raises:
            RoomGoneError: There is none.
        """
        room = (await self._persistence.get_room_graph()).rooms.get(room_id)
        if room is None:
            raise RoomGoneError(room_id)
        return room
