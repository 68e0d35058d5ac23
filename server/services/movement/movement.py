"""Takes a character from room to room, on disk before anybody sees it."""

from uuid import UUID

from persistence.errors import StaleDataError
from persistence.layer import AsyncPersistenceLayer
from persistence.rooms.models import Room
from server.game.movement import Direction
from server.services.rooms import RoomService


class NoExitError(Exception):
    """No exit leads in that direction; nobody moved.

    Attributes:
        exits: The directions in which one can leave the room.
    """

    def __init__(self, exits: tuple[str, ...]) -> None:
        super().__init__("no exit leads there")
        self.exits = exits


class DisplacedError(Exception):
    """The character was no longer in the room from which it wanted to walk; it was not moved.

    Attributes:
        room: Where it is.
    """

    def __init__(self, room: Room) -> None:
        super().__init__(f"it is in {room.id}")
        self.room = room


class MovementService:
    """Moves characters along the exits of rooms."""

    def __init__(self, persistence: AsyncPersistenceLayer, rooms: RoomService) -> None:
        self._persistence = persistence
        self._rooms = rooms

    async def walk(self, character_id: UUID, from_room_id: str, direction: Direction) -> Room:
        """Moves the character through the exit and returns the room where it now is. The new place is saved.

        Raises:
            NoExitError: There is no such exit.
            DisplacedError: Something else has moved the character since the caller last knew its place.
            RoomGoneError: The exit leads nowhere; nobody moved.
        """
        here = await self._rooms.get(from_room_id)
        target_id = here.exits.get(direction)
        if target_id is None:
            raise NoExitError(tuple(here.exits))
        there = await self._rooms.get(target_id)
        try:
            await self._persistence.move_player(character_id, there.id, from_room_id=here.id)
        except StaleDataError as error:
            raise DisplacedError(await self._whereabouts(character_id)) from error
        return there

    async def _whereabouts(self, character_id: UUID) -> Room:
        player = await self._persistence.get_player_by_id(character_id)
        if player is None:
            raise LookupError(f"character {character_id} does not exist any more")
        return await self._rooms.get(player.room_id)
