"""Queries on players."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession, async_sessionmaker

from server.models import Player
from server.persistence.errors import DuplicateNameError
from server.persistence.schema import PlayerRow


class PlayerRepository:
    """Reads and writes players; each method is one transaction."""

    def __init__(self, sessions: async_sessionmaker[AsyncSession]) -> None:
        self._sessions = sessions

    async def by_id(self, player_id: UUID) -> Player | None:
        """The player with this id, or None."""
        async with self._sessions() as session:
            row = await session.get(PlayerRow, player_id)
            return None if row is None else _player(row)

    async def by_name(self, name: str) -> Player | None:
        """The player with exactly this name, or None."""
        async with self._sessions() as session:
            row = await session.scalar(select(PlayerRow).where(PlayerRow.name == name))
            return None if row is None else _player(row)

    async def in_room(self, room_id: str) -> list[Player]:
        """The players in a room, by name."""
        async with self._sessions() as session:
            rows = await session.scalars(select(PlayerRow).where(PlayerRow.room_id == room_id).order_by(PlayerRow.name))
            return [_player(row) for row in rows]

    async def all(self) -> list[Player]:
        """All players, by name."""
        async with self._sessions() as session:
            rows = await session.scalars(select(PlayerRow).order_by(PlayerRow.name))
            return [_player(row) for row in rows]

    async def save(self, player: Player) -> None:
        """Insert the player or overwrite the one with the same id; raises `DuplicateNameError`."""
        row = PlayerRow(id=player.id, name=player.name, room_id=player.room_id, last_active=player.last_active)
        try:
            async with self._sessions.begin() as session:
                await session.merge(row)
        except IntegrityError as error:
            if "players_name_key" in str(error.orig):
                raise DuplicateNameError(player.name) from error
            raise

    async def touch(self, player_id: UUID, when: datetime) -> None:
        """Set when the player was last active."""
        async with self._sessions.begin() as session:
            await session.execute(update(PlayerRow).where(PlayerRow.id == player_id).values(last_active=when))

    async def delete(self, player_id: UUID) -> bool:
        """Delete the player; False when there is none with this id."""
        async with self._sessions.begin() as session:
            deleted = await session.scalar(delete(PlayerRow).where(PlayerRow.id == player_id).returning(PlayerRow.id))
            return deleted is not None


def _player(row: PlayerRow) -> Player:
    return Player(id=row.id, name=row.name, room_id=row.room_id, last_active=row.last_active)
