"""The curve of the burn-down: points of an SVG in a box of 900 by 260."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from tools.ferry.status.history import Day

WIDTH, HEIGHT = 900, 260
_YEAR = 365
"""Days from which on a mark across needs its year."""
_LEFT, _RIGHT, _TOP, _BOTTOM = 60, 20, 16, 36


@dataclass(frozen=True, slots=True)
class Tick:
    """A mark on an axis, in the box."""

    at: float
    label: str


@dataclass(frozen=True, slots=True)
class Chart:
    """Points (x, y, day), and the marks of both axes."""

    points: tuple[tuple[float, float, Day], ...]
    across: tuple[Tick, ...]
    up: tuple[Tick, ...]
    base: float = HEIGHT - _BOTTOM

    @property
    def line(self) -> str:
        """The points as `polyline` takes them."""
        return " ".join(f"{x:g},{y:g}" for x, y, _ in self.points)

    @property
    def area(self) -> str:
        """The line, closed along the base."""
        return f"{self.points[0][0]:g},{self.base:g} {self.line} {self.points[-1][0]:g},{self.base:g}"


def chart(days: Sequence[Day]) -> Chart | None:
    """Return the curve, or None for less than two days."""
    if len(days) < 2:
        return None
    numbers = [date.fromisoformat(day.date).toordinal() for day in days]
    most = _round_up(max(day.left for day in days))
    span = numbers[-1] - numbers[0]

    def across(number: float) -> float:
        return round(_LEFT + (WIDTH - _LEFT - _RIGHT) * (number - numbers[0]) / span, 1)

    def up(left: float) -> float:
        return round(HEIGHT - _BOTTOM - (HEIGHT - _TOP - _BOTTOM) * left / most, 1)

    marks = sorted({numbers[0] + span * n // 4 for n in range(5)})
    start = len("2026-") if span < _YEAR else 0
    return Chart(
        points=tuple((across(n), up(day.left), day) for n, day in zip(numbers, days, strict=True)),
        across=tuple(Tick(across(n), date.fromordinal(n).isoformat()[start:]) for n in marks),
        up=tuple(Tick(up(most * n / 4), f"{most * n / 4:g}") for n in range(5)),
    )


def _round_up(most: int) -> int:
    """Return the next number above whose quarters are easy to read."""
    quarter = max(1, -(-most // 4))
    power = int(10 ** (len(str(quarter)) - 1))
    return 4 * power * min(digit for digit in (1, 2, 3, 4, 5, 6, 8, 10) if digit * power >= quarter)
