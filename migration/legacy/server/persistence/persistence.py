"""The synchronous facade: the repositories, run in the event loop of a thread of its own."""

import asyncio
import threading
from collections.abc import Coroutine
from datetime import datetime
from typing import Any, TypeVar
from uuid import UUID

from sqlalchemy import text
from sqlalchemy.ext.asyncio import async_sessionmaker, create_async_engine

from server.models import Player, Room
from server.persistence.repositories import PlayerRepository, RoomRepository
from server.persistence.schema import create_tables, drop_tables
from server.settings import database_url

T = TypeVar("T")


class PersistenceLayer:
    """The one door to the database for synchronous code.

    Every call hands a coroutine to the loop of a background thread and blocks the calling thread until the result is
    there. The thread starts with the first call and ends with `close`; a later call starts a new one.
    """

    def __init__(self, url: str, timeout_s: float = 30.0) -> None:
        self._engine = create_async_engine(url)
        self._timeout_s = timeout_s
        sessions = async_sessionmaker(self._engine, expire_on_commit=False)
        self._players = PlayerRepository(sessions)
        self._rooms = RoomRepository(sessions)
        self._lock = threading.Lock()
        self._loop: asyncio.AbstractEventLoop | None = None
        self._thread: threading.Thread | None = None

    def _run_async(self, coroutine: Coroutine[Any, Any, T]) -> T:
        """Run the coroutine in the background loop and return its result; raises what it raises, or `TimeoutError`."""
        future = asyncio.run_coroutine_threadsafe(coroutine, self._background_loop())
        return future.result(self._timeout_s)

    def _background_loop(self) -> asyncio.AbstractEventLoop:
        with self._lock:
            if self._loop is None:
                self._loop = asyncio.new_event_loop()
                self._thread = threading.Thread(target=self._loop.run_forever, name="persistence", daemon=True)
                self._thread.start()
            return self._loop

    def create_schema(self) -> None:
        """Create the tables that do not exist yet."""
        self._run_async(create_tables(self._engine))

    def drop_schema(self) -> None:
        """Drop all tables, with what is in them."""
        self._run_async(drop_tables(self._engine))

    def ping(self) -> bool:
        """Ask the database for an answer; True when it came."""
        return self._run_async(self._select_one())

    async def _select_one(self) -> bool:
        async with self._engine.connect() as connection:
            return bool(await connection.scalar(text("SELECT true")))

    def close(self) -> None:
        """Close the connections and end the background thread."""
        with self._lock:
            loop, thread = self._loop, self._thread
            self._loop = self._thread = None
        if loop is not None and thread is not None:
            asyncio.run_coroutine_threadsafe(self._engine.dispose(), loop).result(self._timeout_s)
            loop.call_soon_threadsafe(loop.stop)
            thread.join()
            loop.close()

    def get_player(self, player_id: UUID) -> Player | None:
        """The player with this id, or None."""
        return self._run_async(self._players.by_id(player_id))

    def get_player_by_name(self, name: str) -> Player | None:
        """The player with exactly this name, or None."""
        return self._run_async(self._players.by_name(name))

    def get_players_in_room(self, room_id: str) -> list[Player]:
        """The players in a room, by name."""
        return self._run_async(self._players.in_room(room_id))

    def list_players(self) -> list[Player]:
        """All players, by name."""
        return self._run_async(self._players.all())

    def save_player(self, player: Player) -> None:
        """Insert the player or overwrite the one with the same id; raises `DuplicateNameError`."""
        self._run_async(self._players.save(player))

    def update_player_last_active(self, player_id: UUID, when: datetime) -> None:
        """Set when the player was last active."""
        self._run_async(self._players.touch(player_id, when))

    def delete_player(self, player_id: UUID) -> bool:
        """Delete the player; False when there is none with this id."""
        return self._run_async(self._players.delete(player_id))

    def get_room(self, room_id: str) -> Room | None:
        """The room with this id, or None."""
        return self._run_async(self._rooms.by_id(room_id))

    def list_rooms(self) -> list[Room]:
        """All rooms, by id."""
        return self._run_async(self._rooms.all())

    def save_room(self, room: Room) -> None:
        """Insert the room or overwrite the one with the same id."""
        self._run_async(self._rooms.save(room))


_layer: PersistenceLayer | None = None
_layer_lock = threading.Lock()


def get_persistence() -> PersistenceLayer:
    """The facade that the whole server shares, built on the first call for the database of the settings."""
    global _layer  # noqa: PLW0603 - one layer for the process is what this accessor promises
    with _layer_lock:
        if _layer is None:
            _layer = PersistenceLayer(database_url())
        return _layer


def reset_persistence() -> None:
    """Forget the shared facade, so that the next `get_persistence` builds a new one; does not close it."""
    global _layer  # noqa: PLW0603 - one layer for the process is what this accessor promises
    with _layer_lock:
        _layer = None
