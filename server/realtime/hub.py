"""Who is in the world now, where they are, and the way to tell them something."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from uuid import UUID

from server.game.messages import Message
from server.realtime.close_codes import CloseCode
from server.realtime.connection import Connection
from server.realtime.frames import error_frame, message_frame
from server.services.characters import Character


@dataclass(slots=True)
class Seat:
    """A character's place at the table: the one connection that plays it.

    Attributes:
        room_id: Where the character is; None until it has entered the world.
        took_over: The character was played by another connection right before.
        taken_over: Another connection plays the character from now on.
        left: Set when the connection plays no more.
    """

    character_id: UUID
    name: str
    connection: Connection
    took_over: bool = False
    taken_over: bool = False
    room_id: str | None = None
    left: asyncio.Event = field(default_factory=asyncio.Event)


class Hub:
    """All seats of this process. Its state changes without waiting, so that everybody sees the same world."""

    def __init__(self) -> None:
        self._seats: dict[UUID, Seat] = {}
        self._rooms: dict[str, dict[UUID, Seat]] = {}

    @asynccontextmanager
    async def seat(self, character: Character, connection: Connection) -> AsyncIterator[Seat]:
        """Seats the connection, until the end of the context.

        When another connection has the seat, that one is told, closed with 4409 and waited for: what it was doing is
        done and saved before the context begins.
        """
        took_over = False
        while (old := self._seats.get(character.id)) is not None:
            took_over = True
            old.taken_over = True
            old.connection.send(error_frame("taken_over", "You have logged in elsewhere; this session ends."))
            old.connection.close(CloseCode.TAKEN_OVER, "taken over by another log-in")
            await old.left.wait()
        seat = Seat(character.id, character.name, connection, took_over)
        self._seats[character.id] = seat
        try:
            yield seat
        finally:
            self._forget(seat)
            seat.left.set()

    def enter(self, seat: Seat, room_id: str) -> None:
        """Puts a character that has sat down into the world."""
        seat.room_id = room_id
        self._rooms.setdefault(room_id, {})[seat.character_id] = seat

    def room_of(self, character_id: UUID) -> str:
        """The id of the room where the character is."""
        room_id = self._seats[character_id].room_id
        if room_id is None:
            raise LookupError(f"character {character_id} has not entered the world")
        return room_id

    def people_in(self, room_id: str, *, but: UUID | None = None) -> list[str]:
        """The names of those in the room, by alphabet, without the one whose id is `but`."""
        return sorted(seat.name for seat in self._rooms.get(room_id, {}).values() if seat.character_id != but)

    def everyone(self) -> list[str]:
        """The names of all who are in the world, by alphabet."""
        return sorted(seat.name for seat in self._seats.values() if seat.room_id is not None)

    def move(self, character_id: UUID, room_id: str) -> None:
        """Follows a character that has moved."""
        seat = self._seats[character_id]
        self._take_out(seat)
        self.enter(seat, room_id)

    def tell(self, character_id: UUID, message: Message) -> None:
        """Tells one character something; nobody is told when it is not in the world."""
        seat = self._seats.get(character_id)
        if seat is not None:
            seat.connection.send(message_frame(message))

    def tell_room(self, room_id: str, message: Message, *, but: UUID | None = None) -> None:
        """Tells all in the room something, without the one whose id is `but`."""
        frame = message_frame(message)
        for seat in list(self._rooms.get(room_id, {}).values()):
            if seat.character_id != but:
                seat.connection.send(frame)

    def _forget(self, seat: Seat) -> None:
        self._take_out(seat)
        del self._seats[seat.character_id]

    def _take_out(self, seat: Seat) -> None:
        if seat.room_id is None:
            return
        people = self._rooms[seat.room_id]
        del people[seat.character_id]
        if not people:
            del self._rooms[seat.room_id]
