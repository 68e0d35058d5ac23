"""Reads and changes experience; the SQL stands in `statements`."""

from uuid import UUID

from persistence.errors import NotFoundError
from persistence.executor import Executor
from persistence.experience import statements
from persistence.experience.models import LARGEST_XP, Experience, ExperienceChange
from persistence.idempotency.once import change_player_once
from persistence.keyed import KeyedChange
from persistence.validation import check_integer, check_uuid


class ExperienceRepository:
    """Reads and changes experience."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def get(self, player_id: UUID) -> Experience:
        """The player's points."""
        check_uuid("player_id", player_id)
        rows = await self._executor.read(statements.OF_PLAYER, {"player_id": player_id})
        if not rows:
            raise NotFoundError("player", player_id)
        return Experience(*rows[0])

    async def gain(self, player_id: UUID, amount: int, operation_id: UUID | None) -> ExperienceChange:
        """Adds points."""
        check_integer("amount", amount, largest=LARGEST_XP)
        return await self._change(statements.GAIN, player_id, amount, operation_id, "gain_experience", "amount")

    async def set(self, player_id: UUID, xp: int, operation_id: UUID | None) -> ExperienceChange:
        """Sets the points."""
        check_integer("xp", xp, largest=LARGEST_XP)
        return await self._change(statements.SET, player_id, xp, operation_id, "update_player_xp", "xp")

    async def _change(
        self,
        change: KeyedChange,
        player_id: UUID,
        value: int,
        operation_id: UUID | None,
        operation: str,
        argument: str,
    ) -> ExperienceChange:
        check_uuid("player_id", player_id)
        if operation_id is None:
            rows = await self._executor.change_by_key(change, player_id, value)
        else:
            rows = await change_player_once(
                self._executor, operation_id, operation, {argument: value}, change, player_id, value
            )
        if not rows:
            raise NotFoundError("player", player_id)
        _, xp, before = rows[0]
        return ExperienceChange(player_id, xp, before)
