"""Reads and writes rooms; the SQL stands in `statements`."""

from collections.abc import Sequence
from typing import Any, NoReturn

from sqlalchemy import Row
from sqlalchemy.util import immutabledict

from persistence.cached import CachedView
from persistence.errors import NotFoundError, StaleDataError, ValidationError
from persistence.executor import Executor, Parameters, Rows, Statements
from persistence.rooms import statements
from persistence.rooms.models import Room, RoomGraph
from persistence.rooms.tables import rooms
from persistence.validation import check_kind, check_kinds, check_room_id


class RoomRepository:
    """Reads and writes rooms."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def get_by_id(self, room_id: str) -> Room | None:
        """The room, or None."""
        check_room_id("room_id", room_id)
        rows = await self._executor.read(statements.BY_ID, {"room_id": room_id})
        return _from_row(rows[0]) if rows else None

    async def all(self) -> list[Room]:
        """All rooms by id."""
        return [_from_row(row) for row in await self._executor.read(statements.ALL)]

    async def graph(self) -> RoomGraph:
        """All rooms, from memory where that is right."""
        return await self._executor.cached(_GRAPH)

    async def save(self, room: Room) -> Room:
        """The room as saved, with its new version. One statement, so nothing happens when it is refused."""
        check_kind("room", room, Room)
        room.check()
        with self._executor.changing(_GRAPH):
            rows = await self._executor.write(statements.SAVE, _to_parameters([room]))
        if not rows:
            await _refuse(self._executor, room)
        return _from_row(rows[0])

    async def save_many(self, rooms: Sequence[Room]) -> list[Room]:
        """The rooms as saved, in the order given; all or none. One statement, which locks the rows by id."""
        check_kinds("rooms", rooms, Room)
        rooms = tuple(rooms)
        for room in rooms:
            room.check()
        if len({room.id for room in rooms}) < len(rooms):
            raise ValidationError("rooms", "be different from each other")
        if not rooms:
            return []

        parameters = _to_parameters(rooms)

        async def work(connection: Statements) -> list[Room]:
            rows = await connection.write(statements.SAVE, parameters)
            saved = {row.id: _from_row(row) for row in rows}
            for room in rooms:
                if room.id not in saved:
                    await _refuse(connection, room)
            return [saved[room.id] for room in rooms]

        with self._executor.changing(_GRAPH):
            return await self._executor.atomically(work)


async def _refuse(connection: Statements, room: Room) -> NoReturn:
    """Says why a room whose version did not fit was not saved."""
    rows = await connection.read(statements.VERSION, {"room_id": room.id})
    if not rows:
        raise NotFoundError("room", room.id)
    raise StaleDataError("room", room.id, room.version, rows[0].version)


def _to_parameters(rooms: Sequence[Room]) -> Parameters:
    """One array for each column, sorted by id: two batches that share rooms then never wait for each other in turn."""
    ordered = sorted(rooms, key=lambda room: room.id)
    return {
        "given_id": [room.id for room in ordered],
        "given_zone": [room.zone for room in ordered],
        "given_name": [room.name for room in ordered],
        "given_description": [room.description for room in ordered],
        "given_exits": [dict(room.exits) for room in ordered],
        "given_version": [room.version for room in ordered],
    }


def _from_row(row: Row[Any]) -> Room:
    return Room(row.id, row.zone, row.name, row.description, immutabledict(row.exits), row.version)


def _to_graph(rows: Rows) -> RoomGraph:
    """The graph of all rooms, in which nobody can change anything, as everybody gets the same."""
    return RoomGraph(immutabledict({room.id: room for room in map(_from_row, rows)}))


_GRAPH = CachedView(statements.ALL, _to_graph, rooms.name)
