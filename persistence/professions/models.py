"""Professions."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from persistence.errors import PersistenceError, ValidationError
from persistence.health.models import LARGEST_STAT, SMALLEST_STAT, StatField
from persistence.validation import check_integer, check_mapping, check_text

ID_LENGTH = 64
_NAME_LENGTH = 64
_DESCRIPTION_LENGTH = 4_000


@dataclass(frozen=True, slots=True)
class Profession:
    """Something to be.

    Attributes:
        requirements: The least value of each stat that matters.
    """

    id: str
    name: str
    description: str
    requirements: Mapping[StatField, int] = field(default_factory=dict, hash=False)

    def check(self) -> None:
        """Raises `ValidationError` for the first attribute that breaks a rule."""
        check_text("id", self.id, ID_LENGTH)
        check_text("name", self.name, _NAME_LENGTH)
        check_text("description", self.description, _DESCRIPTION_LENGTH, multiline=True, empty=True)
        check_mapping("requirements", self.requirements)
        for stat, least in self.requirements.items():
            if not isinstance(stat, StatField):
                raise ValidationError("requirements", f"be of {', '.join(StatField)}")
            check_integer(f"requirements[{stat.value!r}]", least, smallest=SMALLEST_STAT, largest=LARGEST_STAT)

    def unmet(self, stats: Mapping[StatField, int]) -> dict[StatField, int]:
        """The requirements that `stats` do not meet."""
        return {stat: least for stat, least in self.requirements.items() if stats[stat] < least}


class RequirementsError(PersistenceError):
    """The player's stats are not enough for the profession. Nothing was changed.

    Attributes:
        unmet: The stats that are too low, and what they have to be.
    """

    def __init__(self, profession_id: str, unmet: Mapping[StatField, int]) -> None:
        wanted = ", ".join(f"{stat} {least}" for stat, least in unmet.items())
        super().__init__(f"{profession_id} needs {wanted}")
        self.profession_id = profession_id
        self.unmet = dict(unmet)
