"""The asynchronous layer: the repositories, awaited on the caller's own event loop."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from server.models import Player, Room
from server.persistence.repositories import PlayerRepository, RoomRepository
from server.persistence.schema import create_tables, drop_tables
from server.settings import database_url


class AsyncPersistenceLayer:
    """The one door to the database for asynchronous code.

    It connects on the first call, and belongs to the event loop of that call until `close`.
    """

    def __init__(self, url: str) -> None:
        self._engine = create_async_engine(url)
        sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        self._players = PlayerRepository(sessions)
        self._rooms = RoomRepository(sessions)

    async def create_schema(self) -> None:
        """Create the tables that do not exist yet."""
        await create_tables(self._engine)

    async def drop_schema(self) -> None:
        """Drop all tables, with what is in them."""
        await drop_tables(self._engine)

    async def ping(self) -> bool:
        """Ask the database for an answer; True when it came."""
        async with self._engine.connect() as connection:
            return bool(await connection.scalar(text("SELECT true")))

    async def close(self) -> None:
        """Close the connections; the next call opens new ones."""
        await self._engine.dispose()

    async def get_player_by_id(self, player_id: UUID) -> Player | None:
        """The player with this id, or None."""
        return await self._players.by_id(player_id)

    async def get_player_by_name(self, name: str) -> Player | None:
        """The player with exactly this name, or None."""
        return await self._players.by_name(name)

    async def get_players_in_room(self, room_id: str) -> list[Player]:
        """The players in a room, by name."""
        return await self._players.in_room(room_id)

    async def list_players(self) -> list[Player]:
        """All players, by name."""
        return await self._players.all()

    async def save_player(self, player: Player) -> None:
        """Insert the player or overwrite the one with the same id; raises `DuplicateNameError`."""
        await self._players.save(player)

    async def update_player_last_active(self, player_id: UUID, when: datetime) -> None:
        """Set when the player was last active."""
        await self._players.touch(player_id, when)

    async def delete_player(self, player_id: UUID) -> bool:
        """Delete the player; False when there is none with this id."""
        return await self._players.delete(player_id)

    async def get_room_by_id(self, room_id: str) -> Room | None:
        """The room with this id, or None."""
        return await self._rooms.by_id(room_id)

    async def list_rooms(self) -> list[Room]:
        """All rooms, by id."""
        return await self._rooms.all()

    async def save_room(self, room: Room) -> None:
        """Insert the room or overwrite the one with the same id."""
        await self._rooms.save(room)


_layer: AsyncPersistenceLayer | None = None


def get_async_persistence() -> AsyncPersistenceLayer:
    """The layer that the whole server shares, built on the first call for the database of the settings."""
    global _layer  # noqa: PLW0603 - one layer for the process is what this accessor promises
    if _layer is None:
        _layer = AsyncPersistenceLayer(database_url())
    return _layer


def reset_async_persistence() -> None:
    """Forget the shared layer, so that the next `get_async_persistence` builds a new one; does not close it."""
    global _layer  # noqa: PLW0603 - one layer for the process is what this accessor promises
    _layer = None
