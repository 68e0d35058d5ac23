"""Reads and changes health and stats; the SQL stands in `statements`."""

from uuid import UUID

from persistence.errors import NotFoundError, ValidationError
from persistence.executor import Executor
from persistence.health import statements
from persistence.health.models import LARGEST_AMOUNT, DamageType, HealthChange, StatField, Vitals
from persistence.players.tables import STATS
from persistence.validation import check_integer, check_uuid


class HealthRepository:
    """Reads and changes health and stats."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def get(self, player_id: UUID) -> Vitals:
        """The player's health and stats."""
        check_uuid("player_id", player_id)
        rows = await self._executor.read(statements.VITALS, {"player_id": player_id})
        if not rows:
            raise NotFoundError("player", player_id)
        key, health, max_health, *stats = rows[0]
        return Vitals(key, health, max_health, dict(zip(map(StatField, STATS), stats, strict=True)))

    async def damage(self, player_id: UUID, amount: int, damage_type: DamageType) -> HealthChange:
        """Takes health away."""
        check_integer("amount", amount, largest=LARGEST_AMOUNT)
        if not isinstance(damage_type, DamageType):
            raise ValidationError("damage_type", "be a DamageType")
        return await self._change(player_id, -amount, damage_type)

    async def heal(self, player_id: UUID, amount: int) -> HealthChange:
        """Gives health."""
        check_integer("amount", amount, largest=LARGEST_AMOUNT)
        return await self._change(player_id, amount)

    async def change(self, player_id: UUID, delta: int) -> HealthChange:
        """Gives health, or takes it when `delta` is negative."""
        check_integer("delta", delta, smallest=-LARGEST_AMOUNT, largest=LARGEST_AMOUNT)
        return await self._change(player_id, delta)

    async def _change(self, player_id: UUID, delta: int, damage_type: DamageType | None = None) -> HealthChange:
        check_uuid("player_id", player_id)
        row = await self._executor.change_by_key(statements.CHANGE_HEALTH, player_id, delta)
        if row is None:
            raise NotFoundError("player", player_id)
        key, health, max_health, before = row
        return HealthChange(key, health, max_health, before, damage_type)

    async def change_stat(self, player_id: UUID, field: StatField | str, delta: int) -> int:
        """The new value of one stat."""
        check_uuid("player_id", player_id)
        check_integer("delta", delta, smallest=-LARGEST_AMOUNT, largest=LARGEST_AMOUNT)
        try:
            statement = statements.CHANGE_STAT[StatField(field)]
        except ValueError:
            raise ValidationError("field", f"be one of {', '.join(StatField)}") from None
        rows = await self._executor.write(statement, {"player_id": player_id, "delta": delta})
        if not rows:
            raise NotFoundError("player", player_id)
        return int(rows[0][0])
