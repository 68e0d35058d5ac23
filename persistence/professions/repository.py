"""Reads and writes professions; the SQL stands in `statements`."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.util import immutabledict

from persistence.errors import NotFoundError, ValidationError
from persistence.executor import Executor, Statements
from persistence.health.models import StatField
from persistence.players.tables import STATS
from persistence.professions import statements
from persistence.professions.models import ID_LENGTH, Profession, RequirementsError
from persistence.stored import member
from persistence.validation import check_kinds, check_text, check_uuid

_CHECKED = (StatField.MAX_HEALTH, *map(StatField, STATS))


class ProfessionRepository:
    """Reads and writes professions."""

    def __init__(self, executor: Executor) -> None:
        self._executor = executor

    async def all(self) -> list[Profession]:
        """All professions by id."""
        return [_from_row(row) for row in await self._executor.read(statements.ALL)]

    async def get_by_id(self, profession_id: str) -> Profession | None:
        """The profession, or None."""
        check_text("profession_id", profession_id, ID_LENGTH)
        rows = await self._executor.read(statements.BY_ID, {"profession_id": profession_id})
        return _from_row(rows[0]) if rows else None

    async def of_player(self, player_id: UUID) -> Profession | None:
        """The player's profession, or None."""
        check_uuid("player_id", player_id)
        rows = await self._executor.read(statements.OF_PLAYER, {"player_id": player_id})
        return _from_row(rows[0]) if rows else None

    async def save_many(self, professions: Sequence[Profession]) -> None:
        """Writes the professions, over those that have the same id; all or none, in one statement."""
        check_kinds("professions", professions, Profession)
        for profession in professions:
            profession.check()
        ordered = sorted(professions, key=lambda profession: profession.id)
        if len({profession.id for profession in ordered}) < len(ordered):
            raise ValidationError("professions", "be different from each other")
        arrays = {
            "given_id": [profession.id for profession in ordered],
            "given_name": [profession.name for profession in ordered],
            "given_description": [profession.description for profession in ordered],
            "given_requirements": [dict(profession.requirements) for profession in ordered],
        }
        await self._executor.write(statements.SAVE, arrays)

    async def choose(self, player_id: UUID, profession_id: str) -> Profession:
        """Gives the player the profession, when its stats allow that; its row is locked from check to change."""
        check_uuid("player_id", player_id)
        check_text("profession_id", profession_id, ID_LENGTH)

        async def work(connection: Statements) -> Profession:
            found = await connection.read(statements.BY_ID, {"profession_id": profession_id})
            if not found:
                raise NotFoundError("profession", profession_id)
            profession = _from_row(found[0])
            stats = await connection.read(statements.STATS_FOR_UPDATE, {"player_id": player_id})
            if not stats:
                raise NotFoundError("player", player_id)
            if unmet := profession.unmet(dict(zip(_CHECKED, stats[0], strict=True))):
                raise RequirementsError(profession_id, unmet)
            await connection.write(statements.CHOOSE, {"player_id": player_id, "profession_id": profession_id})
            return profession

        return await self._executor.atomically(work)


def _from_row(row: Row[Any]) -> Profession:
    requirements = {member(StatField, stat): least for stat, least in row.requirements.items()}
    return Profession(row.id, row.name, row.description, immutabledict(requirements))
