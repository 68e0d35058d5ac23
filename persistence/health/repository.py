"""Reads and changes health and stats; the SQL stands in `statements`."""

from collections.abc import Awaitable, Mapping
from uuid import UUID

from sqlalchemy.util import immutabledict

from persistence.errors import NotFoundError, ValidationError
from persistence.executor import Executor, Statements
from persistence.health import statements
from persistence.health.models import LARGEST_AMOUNT, DamageType, HealthChange, StatField, Vitals
from persistence.idempotency.once import change_player_once, once
from persistence.players.tables import STATS
from persistence.validation import check_integer, check_kind, check_uuid


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
        by_name = dict(zip(map(StatField, STATS), stats, strict=True))
        return Vitals(key, health, max_health, immutabledict({**by_name, StatField.MAX_HEALTH: max_health}))

    # Plain functions, as a coroutine around another has its price and these are called most of all.

    def damage(
        self, player_id: UUID, amount: int, damage_type: DamageType, operation_id: UUID | None
    ) -> Awaitable[HealthChange]:
        """Takes health away."""
        check_integer("amount", amount, largest=LARGEST_AMOUNT)
        check_kind("damage_type", damage_type, DamageType)
        arguments = {"amount": amount, "damage_type": damage_type}
        return self._change(player_id, -amount, operation_id, "damage_player", arguments, damage_type)

    def heal(self, player_id: UUID, amount: int, operation_id: UUID | None) -> Awaitable[HealthChange]:
        """Gives health."""
        check_integer("amount", amount, largest=LARGEST_AMOUNT)
        return self._change(player_id, amount, operation_id, "heal_player", {"amount": amount})

    def change(self, player_id: UUID, delta: int, operation_id: UUID | None) -> Awaitable[HealthChange]:
        """Gives health, or takes it when `delta` is negative."""
        check_integer("delta", delta, smallest=-LARGEST_AMOUNT, largest=LARGEST_AMOUNT)
        return self._change(player_id, delta, operation_id, "update_player_health", {"delta": delta})

    async def _change(
        self,
        player_id: UUID,
        delta: int,
        operation_id: UUID | None,
        operation: str,
        arguments: Mapping[str, object],
        damage_type: DamageType | None = None,
    ) -> HealthChange:
        check_uuid("player_id", player_id)
        change = statements.CHANGE_HEALTH
        if operation_id is None:
            rows = await self._executor.change_by_key(change, player_id, delta)
        else:
            rows = await change_player_once(
                self._executor, operation_id, operation, arguments, change, player_id, delta
            )
        if not rows:
            raise NotFoundError("player", player_id)
        _, health, max_health, before = rows[0]
        return HealthChange(player_id, health, max_health, before, damage_type)

    async def change_stat(self, player_id: UUID, field: StatField | str, delta: int, operation_id: UUID | None) -> int:
        """The new value of one stat."""
        check_uuid("player_id", player_id)
        check_integer("delta", delta, smallest=-LARGEST_AMOUNT, largest=LARGEST_AMOUNT)
        try:
            stat = StatField(field)
        except ValueError:
            raise ValidationError("field", f"be one of {', '.join(StatField)}") from None

        async def work(connection: Statements) -> list[int]:
            rows = await connection.write(statements.CHANGE_STAT[stat], {"player_id": player_id, "delta": delta})
            if not rows:
                raise NotFoundError("player", player_id)
            return [rows[0][0]]

        if operation_id is None:
            [value] = await work(self._executor)
        else:
            arguments = {"player_id": player_id, "field": stat, "delta": delta}
            [value] = await once(self._executor, operation_id, "update_player_stat_field", arguments, work)
        return value
