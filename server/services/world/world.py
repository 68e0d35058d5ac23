"""Saves the rooms of the data files, so that the database and the files agree."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from persistence.errors import ConflictError, DuplicateError, StaleDataError
from persistence.layer import AsyncPersistenceLayer
from persistence.rooms.models import Room

_MOST_ATTEMPTS = 5


@dataclass(frozen=True, slots=True)
class LoadedRooms:
    """How many rooms the world has, and how many of them had to be written."""

    total: int
    written: int


class WorldService:
    """Loads worlds."""

    def __init__(self, persistence: AsyncPersistenceLayer) -> None:
        self._persistence = persistence

    async def load(self, rooms: Iterable[Room]) -> LoadedRooms:
        """Makes the database's rooms equal to `rooms` (whose versions do not matter), all or none.

        Unchanged rooms are not written. A room that only the database has stays, with those who are in it. Servers that
        start together may load together: who meets another's change begins again, and mostly finds nothing to do.
        """
        wanted = list(rooms)
        for _ in range(_MOST_ATTEMPTS - 1):
            try:
                return await self._load(wanted)
            except (ConflictError, DuplicateError, StaleDataError):
                continue
        return await self._load(wanted)

    async def _load(self, wanted: Sequence[Room]) -> LoadedRooms:
        async with self._persistence.transaction() as tx:
            known = {room.id: room for room in await tx.list_rooms()}
            changed = [room for room in (_successor(room, known.get(room.id)) for room in wanted) if room is not None]
            await tx.save_rooms(changed)
        return LoadedRooms(total=len(wanted), written=len(changed))


def _successor(wanted: Room, known: Room | None) -> Room | None:
    """What to save so that `known` becomes `wanted`; None when it already is."""
    if known is None:
        return replace(wanted, version=0)
    successor = replace(wanted, version=known.version)
    return None if successor == known and dict(successor.exits) == dict(known.exits) else successor
