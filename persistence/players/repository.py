"""Reads and writes players; the SQL stands in `statements`."""

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any, NoReturn
from uuid import UUID

from persistence.errors import DuplicateError, NotFoundError, StaleDataError, ValidationError
from persistence.executor import Executor, Statements
from persistence.idempotency.once import once
from persistence.players import statements
from persistence.players.models import Player
from persistence.validation import (
    check_integer,
    check_kind,
    check_kinds,
    check_name,
    check_room_id,
    check_time,
    check_uuid,
    name_key,
)


class PlayerRepository:
    """Reads and writes players."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def get_by_id(self, player_id: UUID) -> Player | None:
        """The living player, or None."""
        check_uuid("player_id", player_id)
        rows = await self._executor.read_by_key(statements.BY_ID, player_id)
        return Player(*rows[0]) if rows else None

    async def get_by_name(self, name: str) -> Player | None:
        """The living player of that name in any case, or None."""
        check_name("name", name)
        rows = await self._executor.read_by_key(statements.BY_NAME, name_key(name))
        return Player(*rows[0][:-1]) if rows else None

    async def get_by_user_id(self, user_id: UUID) -> Player | None:
        """The account's player who was last active, or None."""
        check_uuid("user_id", user_id)
        rows = await self._executor.read(statements.BY_USER_LAST_ACTIVE, {"user_id": user_id})
        return Player(*rows[0]) if rows else None

    async def page(self, user_id: UUID | None, after_name: str | None, limit: int | None) -> list[Player]:
        """The living players by name, of one account or of all, from after `after_name`, at most `limit`."""
        page: dict[str, object] = {"after_key": "", "limit": None}
        if after_name is not None:
            check_name("after_name", after_name)
            page["after_key"] = name_key(after_name)
        if limit is not None:
            check_integer("limit", limit, smallest=1)
            page["limit"] = limit
        if user_id is None:
            rows = await self._executor.read(statements.ALL_BY_NAME, page)
        else:
            check_uuid("user_id", user_id)
            rows = await self._executor.read(statements.OF_USER_BY_NAME, {**page, "user_id": user_id})
        return [Player(*row) for row in rows]

    async def in_room(self, room_id: str) -> list[Player]:
        """The living players in a room, by name."""
        check_room_id("room_id", room_id)
        return [Player(*row) for row in await self._executor.read_by_key(statements.IN_ROOM, room_id)]

    async def save(self, player: Player) -> Player:
        """The player as saved, with its new version. One statement, so nothing happens when it is refused."""
        check_kind("player", player, Player)
        player.check()
        if player.version == 0:
            return await create_player(self._executor, player)
        rows = await self._executor.change_by_key(statements.SAVE, player.id, player)
        if not rows:
            await refuse_save(self._executor, player)
        return Player(*rows[0])

    async def save_many(self, players: Sequence[Player]) -> list[Player]:
        """The players as saved, in the order given; all or none. A statement for those known, and one for those new."""
        check_kinds("players", players, Player)
        players = tuple(players)
        for player in players:
            player.check()
        if len({player.id for player in players}) < len(players):
            raise ValidationError("players", "be different from each other")
        if not players:
            return []

        # Sorted: calls that share players then hardly ever wait for each other in turn. Where the server takes them in
        # another order, as in a table so small that it reads the whole, a deadlock is repeated.
        ordered = sorted(players, key=lambda player: player.id.int)
        new = [player for player in ordered if player.version == 0]
        known = [player for player in ordered if player.version > 0]

        async def work(connection: Statements) -> list[Player]:
            rows: list[Sequence[Any]] = []
            if known:
                rows += await connection.write(statements.SAVE.waiting, statements.given_players(known))
            if new:
                rows += await connection.write(statements.CREATE, statements.given_players(new))
            saved = {row[0]: Player(*row) for row in rows}
            if len(saved) < len(players):
                await refuse_save(connection, next(player for player in players if player.id not in saved))
            return [saved[player.id] for player in players]

        return await self._executor.atomically(work)

    async def delete(self, player_id: UUID) -> bool:
        """Whether there was such a living player; it is deleted now and its name is free."""
        check_uuid("player_id", player_id)
        return bool(await self._executor.write(statements.DELETE, {"player_id": player_id}))

    async def touch(self, player_id: UUID, moment: datetime | None) -> None:
        """Sets when the player was last active, never to an earlier time than it has."""
        check_uuid("player_id", player_id)
        if moment is None:
            moment = datetime.now(UTC)
        check_time("when", moment)
        if not await self._executor.change_by_key(statements.TOUCH, player_id, moment):
            raise NotFoundError("player", player_id)

    async def move(
        self, player_id: UUID, to_room_id: str, from_room_id: str | None, operation_id: UUID | None
    ) -> Player:
        """The player in its new room; refused when the room does not exist or the player is not in `from_room_id`."""
        check_uuid("player_id", player_id)
        check_room_id("to_room_id", to_room_id)
        if from_room_id is not None:
            check_room_id("from_room_id", from_room_id)
        if operation_id is None:
            return await _move(self._executor, player_id, to_room_id, from_room_id)

        async def work(connection: Statements) -> list[Any]:
            return _to_json(await _move(connection, player_id, to_room_id, from_room_id))

        arguments = {"player_id": player_id, "to_room_id": to_room_id, "from_room_id": from_room_id}
        return _from_json(await once(self._executor, operation_id, "move_player", arguments, work))

    async def ensure_room(self, player_id: UUID, fallback_room_id: str) -> Player:
        """The player, moved to the fallback when its room does not exist."""
        check_uuid("player_id", player_id)
        check_room_id("fallback_room_id", fallback_room_id)
        values = {"player_id": player_id, "to_room_id": fallback_room_id}
        rows = await self._executor.write(statements.MOVE_OUT_OF_NOWHERE, values)
        if rows:
            return Player(*rows[0])
        return await _expect_player_and_room(self._executor, player_id, fallback_room_id)


async def _move(connection: Statements, player_id: UUID, to_room_id: str, from_room_id: str | None) -> Player:
    values = {"player_id": player_id, "to_room_id": to_room_id}
    if from_room_id is None:
        rows = await connection.write(statements.MOVE, values)
    else:
        rows = await connection.write(statements.MOVE_FROM, {**values, "from_room_id": from_room_id})
    if not rows:
        player = await _expect_player_and_room(connection, player_id, to_room_id)
        raise StaleDataError("player", player_id, from_room_id or to_room_id, player.room_id)
    return Player(*rows[0])


async def _expect_player_and_room(connection: Statements, player_id: UUID, room_id: str) -> Player:
    """The player, or the error that says which of the two does not exist."""
    rows = await connection.read(statements.BY_ID.statement, {"keys": [player_id]})
    if not rows:
        raise NotFoundError("player", player_id)
    if not await connection.read(statements.ROOM_EXISTS, {"to_room_id": room_id}):
        raise NotFoundError("room", room_id)
    return Player(*rows[0])


def _to_json(player: Player) -> list[Any]:
    ids, times = (player.id, player.user_id), (player.created_at, player.last_active)
    return [*map(str, ids), player.name, player.room_id, *(time.isoformat() for time in times), player.version]


def _from_json(values: Sequence[Any]) -> Player:
    key, user_id, name, room_id, created_at, last_active, version = values
    created, active = datetime.fromisoformat(created_at), datetime.fromisoformat(last_active)
    return Player(UUID(key), UUID(user_id), name, room_id, created, active, version)


async def create_player(connection: Statements, player: Player) -> Player:
    """The new player, whose version is 0, as saved; for the inventory, which can be saved with it."""
    rows = await connection.write(statements.CREATE, statements.given_players([player]))
    if not rows:
        await refuse_save(connection, player)
    return Player(*rows[0])


async def refuse_save(connection: Statements, player: Player) -> NoReturn:
    """Says why `player`, which is new or whose version did not fit, was not saved."""
    rows = await connection.read(statements.VERSIONS, {"ids": [player.id]})
    if rows:
        raise StaleDataError("player", player.id, player.version, rows[0].version)
    if player.version > 0 or await connection.read(statements.DELETED, {"player_id": player.id}):
        raise NotFoundError("player", player.id)
    # Also when who had the name has just given it up: a repeat will tell.
    raise DuplicateError("player", "name", "uq_players_name")
