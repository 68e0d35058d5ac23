"""Experience and levels."""

from dataclasses import dataclass
from math import isqrt
from uuid import UUID

# Level n begins at 50·n·(n-1) points: 0, 100, 300, 600, 1000, … so each level takes 100 points more than the last.
_POINTS_PER_STEP = 50
LARGEST_XP = 10**15


def level_for(xp: int) -> int:
    """The level that `xp` points are enough for, 1 or more."""
    return (1 + isqrt(1 + 4 * (xp // _POINTS_PER_STEP))) // 2


def xp_for(level: int) -> int:
    """The points at which `level` begins."""
    return _POINTS_PER_STEP * level * (level - 1)


@dataclass(frozen=True, slots=True)
class Experience:
    """A player's experience.

    Attributes:
        xp: Points, from 0 to 10^15.
    """

    player_id: UUID
    xp: int

    @property
    def level(self) -> int:
        """The level, which follows from the points."""
        return level_for(self.xp)


@dataclass(frozen=True, slots=True)
class ExperienceChange:
    """What a change of experience came to.

    Attributes:
        xp: After the change.
        before: Before it.
    """

    player_id: UUID
    xp: int
    before: int

    @property
    def level(self) -> int:
        """The level after the change."""
        return level_for(self.xp)

    @property
    def levels_gained(self) -> int:
        """How many levels this change brought, negative when it took some. Each is told by one change only."""
        return level_for(self.xp) - level_for(self.before)
