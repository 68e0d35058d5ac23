"""Queries on rooms."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from server.models import Room
from server.persistence.schema import RoomRow


class RoomRepository:
    """Reads and writes rooms; each method is one transaction."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def by_id(self, room_id: str) -> Room | None:
        """The room with this id, or None."""
        async with self._sessions() as session:
            row = await session.get(RoomRow, room_id)
            return None if row is None else _room(row)

    async def all(self) -> list[Room]:
        """All rooms, by id."""
        async with self._sessions() as session:
            rows = await session.scalars(select(RoomRow).order_by(RoomRow.id))
            return [_room(row) for row in rows]

    async def save(self, room: Room) -> None:
        """Insert the room or overwrite the one with the same id."""
        async with self._sessions.begin() as session:
            await session.merge(
                RoomRow(id=room.id, name=room.name, description=room.description, exits=dict(room.exits)),
            )


def _room(row: RoomRow) -> Room:
    return Room(id=row.id, name=row.name, description=row.description, exits=dict(row.exits))
