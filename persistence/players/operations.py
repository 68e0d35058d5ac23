"""The layer's methods about players."""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from persistence.players.models import Player
from persistence.players.repository import PlayerRepository


class PlayerOperations:
    """The characters of the world. A deleted player is not found by any of these, and its name is free."""

    _players: PlayerRepository

    async def get_player_by_id(self, player_id: UUID) -> Player | None:
        """The player, or None when there is none."""
        return await self._players.get_by_id(player_id)

    async def get_player_by_name(self, name: str) -> Player | None:
        """The player of that name, whatever the case of its letters, or None when there is none."""
        return await self._players.get_by_name(name)

    async def get_player_by_user_id(self, user_id: UUID) -> Player | None:
        """The account's player who was last active, or None when it has none."""
        return await self._players.get_by_user_id(user_id)

    async def list_players(
        self, user_id: UUID | None = None, *, after_name: str | None = None, limit: int | None = None
    ) -> list[Player]:
        """The players of an account, or of all accounts, by name.

        For pages, give `limit` and, from the second page on, the last name of the page before as `after_name`.
        """
        return await self._players.page(user_id, after_name, limit)

    async def get_players_in_room(self, room_id: str) -> list[Player]:
        """The players who are in a room, by name; none when there is no such room."""
        return await self._players.in_room(room_id)

    async def save_player(self, player: Player) -> Player:
        """Saves the whole player and returns it with its new version; version 0 makes a new one.

        Raises `StaleDataError` when the player has changed since `player.version`, `DuplicateError` when the name is
        taken, `NotFoundError` when the player is deleted or there is no such account, and `ValidationError`. The time
        of last activity never moves back, and when a known player was created stays as it is.
        """
        return await self._players.save(player)

    async def save_players(self, players: Sequence[Player]) -> list[Player]:
        """Saves all players or none, together; the result is in the order given. Errors as for `save_player`.

        Names are compared at every row: two players of one call cannot exchange theirs.
        """
        return await self._players.save_many(players)

    async def delete_player(self, player_id: UUID) -> bool:
        """Deletes the player and frees its name; False when there was none."""
        return await self._players.delete(player_id)

    async def update_player_last_active(self, player_id: UUID, when: datetime | None = None) -> None:
        """Sets when the player was last active, now by default, never earlier than it is. Leaves the version alone.

        Raises `NotFoundError` when there is no such player.
        """
        await self._players.touch(player_id, when)

    async def move_player(
        self, player_id: UUID, to_room_id: str, from_room_id: str | None = None, *, operation_id: UUID | None = None
    ) -> Player:
        """Moves the player, in one statement, and returns it with its new version.

        Raises `NotFoundError` when there is no such player or no such room, and `StaleDataError`, naming both rooms,
        when `from_room_id` is given and the player is not there. With an `operation_id` it takes effect once, however
        often it is sent: a repeat returns the first result.
        """
        return await self._players.move(player_id, to_room_id, from_room_id, operation_id)

    async def validate_player_room(self, player_id: UUID, *, fallback_room_id: str) -> Player:
        """The player, in a room that exists: when its own room does not, it is moved to the fallback.

        Raises `NotFoundError` when there is no such player, or when the player's room is fine but the fallback does not
        exist: a fallback that nobody needs yet is checked all the same.
        """
        return await self._players.ensure_room(player_id, fallback_room_id)
