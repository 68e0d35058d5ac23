"""The layer's methods about experience."""

from uuid import UUID

from persistence.experience.models import Experience, ExperienceChange
from persistence.experience.repository import ExperienceRepository


class ExperienceOperations:
    """What players have learnt. The level follows from the points by `persistence.experience.models.level_for`.

    All raise `NotFoundError` when there is no such player, and `ValidationError`. Points are from 0 to 10^15.
    """

    _experience: ExperienceRepository

    async def get_player_experience(self, player_id: UUID) -> Experience:
        """The player's points and level."""
        return await self._experience.get(player_id)

    async def gain_experience(
        self, player_id: UUID, amount: int, *, operation_id: UUID | None = None
    ) -> ExperienceChange:
        """Adds points. A level that they bring is in `levels_gained` of one change only, however many come together.

        With an `operation_id` it takes effect once, however often it is sent: a repeat returns the first result.
        """
        return await self._experience.gain(player_id, amount, operation_id)

    async def update_player_xp(self, player_id: UUID, xp: int, *, operation_id: UUID | None = None) -> ExperienceChange:
        """Sets the points, up or down; what that came to is told as by `gain_experience`, to a repeat too."""
        return await self._experience.set(player_id, xp, operation_id)
