"""When nothing will be left, if it goes on as in the last days."""

from collections.abc import Sequence
from datetime import date, timedelta

from tools.ferry.status.history import Day

_WINDOW_DAYS = 21


def expected_end(days: Sequence[Day]) -> str | None:
    """Return the day on which the uses reach zero at the pace of the last three weeks; None when they do not fall."""
    if len(days) < 2 or days[-1].left == 0:
        return None
    last = date.fromisoformat(days[-1].date)
    recent = [d for d in days if date.fromisoformat(d.date) >= last - timedelta(days=_WINDOW_DAYS)]
    first = recent[0]
    fell = first.left - days[-1].left
    span = (last - date.fromisoformat(first.date)).days
    if fell <= 0 or span == 0:
        return None
    return (last + timedelta(days=-(-days[-1].left * span // fell))).isoformat()
