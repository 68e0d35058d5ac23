"""The layer's methods about health and stats."""

from uuid import UUID

from persistence.health.models import DamageType, HealthChange, StatField, Vitals
from persistence.health.repository import HealthRepository


class HealthOperations:
    """How well players are. Every change happens in SQL, so that changes at the same time all count.

    All raise `NotFoundError` when there is no such player, and `ValidationError`. Amounts are at most 1,000,000. A call
    with an `operation_id` takes effect once, however often it is sent: a repeat returns the first result.
    """

    _health: HealthRepository

    async def get_player_vitals(self, player_id: UUID) -> Vitals:
        """The player's health, maximum and stats."""
        return await self._health.get(player_id)

    async def damage_player(
        self,
        player_id: UUID,
        amount: int,
        damage_type: DamageType = DamageType.PHYSICAL,
        *,
        operation_id: UUID | None = None,
    ) -> HealthChange:
        """Takes `amount` of health, not below 0. `died` is true for the one change that took the last of it."""
        return await self._health.damage(player_id, amount, damage_type, operation_id)

    async def heal_player(self, player_id: UUID, amount: int, *, operation_id: UUID | None = None) -> HealthChange:
        """Gives `amount` of health, not above the player's maximum. The dead can be healed: that is their return."""
        return await self._health.heal(player_id, amount, operation_id)

    async def update_player_health(
        self, player_id: UUID, delta: int, *, operation_id: UUID | None = None
    ) -> HealthChange:
        """Adds `delta`, which may be negative, within 0 and the player's maximum."""
        return await self._health.change(player_id, delta, operation_id)

    async def update_player_stat_field(
        self, player_id: UUID, field: StatField | str, delta: int, *, operation_id: UUID | None = None
    ) -> int:
        """Adds `delta` to a stat, within 1 and 1,000, and returns the new value.

        A smaller `max_health` takes health above it away. A field that is not a `StatField` is a `ValidationError`.
        """
        return await self._health.change_stat(player_id, field, delta, operation_id)
