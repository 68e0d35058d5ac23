"""The layer's methods about professions."""

from collections.abc import Sequence
from uuid import UUID

from persistence.professions.models import Profession
from persistence.professions.repository import ProfessionRepository


class ProfessionOperations:
    """What players do for a living."""

    _professions: ProfessionRepository

    async def get_professions(self) -> list[Profession]:
        """All professions, by id."""
        return await self._professions.all()

    async def get_profession_by_id(self, profession_id: str) -> Profession | None:
        """The profession, or None when there is none."""
        return await self._professions.get_by_id(profession_id)

    async def get_player_profession(self, player_id: UUID) -> Profession | None:
        """The player's profession, or None when it has none, or when there is no such player."""
        return await self._professions.of_player(player_id)

    async def save_professions(self, professions: Sequence[Profession]) -> None:
        """Writes all professions or none, over those that have the same id. Raises `ValidationError`."""
        await self._professions.save_many(professions)

    async def choose_profession(self, player_id: UUID, profession_id: str) -> Profession:
        """Gives the player a profession, and returns it.

        Raises `RequirementsError` when the player's stats are too low for it, and `NotFoundError` when there is no such
        player or profession. No stat changes between the check and the change.
        """
        return await self._professions.choose(player_id, profession_id)
