"""Health and stats."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID

LARGEST_AMOUNT = 1_000_000
SMALLEST_STAT = 1
LARGEST_STAT = 1_000


class DamageType(StrEnum):
    """What hurts. The layer passes it on to who has to tell the tale; what it does to whom is a rule of the game."""

    PHYSICAL = "physical"
    FIRE = "fire"
    COLD = "cold"
    POISON = "poison"
    ARCANE = "arcane"
    FALL = "fall"
    HUNGER = "hunger"


class StatField(StrEnum):
    """The stats that `update_player_stat_field` may change."""

    STRENGTH = "strength"
    DEXTERITY = "dexterity"
    CONSTITUTION = "constitution"
    INTELLIGENCE = "intelligence"
    WISDOM = "wisdom"
    CHARISMA = "charisma"
    MAX_HEALTH = "max_health"


@dataclass(frozen=True, slots=True)
class Vitals:
    """A player's health, and its stats by name.

    Attributes:
        health: From 0, which is death, to `max_health`.
        stats: The value of every field, `max_health` among them.
    """

    player_id: UUID
    health: int
    max_health: int
    stats: Mapping[StatField, int]


@dataclass(frozen=True, slots=True)
class HealthChange:
    """What a change of health came to.

    Attributes:
        health: After the change.
        before: Before it. The difference may be smaller than what was asked for, at the floor and at the maximum.
        damage_type: What hurt, where it was damage.
    """

    player_id: UUID
    health: int
    max_health: int
    before: int
    damage_type: DamageType | None = None

    @property
    def died(self) -> bool:
        """Whether this change was the player's death; true for one change only, however many come together."""
        return self.before > 0 and self.health == 0
