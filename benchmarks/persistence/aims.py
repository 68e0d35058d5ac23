"""What the layer is to reach beside its peers, and whether it did."""

from collections.abc import Sequence
from dataclasses import dataclass

from benchmarks.persistence.ferry_peer import SAVE_LOOP
from benchmarks.persistence.measure import Row


@dataclass(frozen=True)
class Aim:
    """A ratio between the layer and a peer in the same cell.

    Attributes:
        figure: The attribute of the rows that is compared.
        bound: The smallest ratio that is good enough, for `p99_ms` the largest.
        against: What the peer did, where that is another operation.
    """

    operation: str
    callers: int
    peer: str
    figure: str
    bound: float
    against: str | None = None

    def judge(self, rows: Sequence[Row]) -> str | None:
        """A line that says what was reached, or None when there are no such rows."""
        cells = {(row.operation, row.callers, row.peer): row for row in rows}
        ours = cells.get((self.operation, self.callers, "ferry"))
        theirs = cells.get((self.against or self.operation, self.callers, self.peer))
        if ours is None or theirs is None:
            return None
        ratio = getattr(ours, self.figure) / getattr(theirs, self.figure)
        at_most = self.figure == "p99_ms"
        met = ratio <= self.bound if at_most else ratio >= self.bound
        sign, name = ("≤", "p99 of ") if at_most else ("≥", "")
        callers = f"{self.callers} {'caller' if self.callers == 1 else 'callers'}"
        verdict = "met" if met else "MISSED"
        other = f"{self.peer} {self.against}" if self.against else self.peer
        return f"{verdict:6} {name}{self.operation}, {callers}: {ratio:.2f} × {other}, aim {sign} {self.bound}"


AIMS = (
    Aim("read_by_id", 1, "asyncpg", "per_s", 0.8),
    Aim("read_by_id", 128, "asyncpg", "per_s", 6),
    Aim("read_by_id", 128, "asyncpg", "p99_ms", 0.25),
    Aim("read_by_id", 128, "pgbench", "per_s", 2),
    Aim("read_in_room", 128, "asyncpg", "p99_ms", 0.25),
    Aim("delta", 1, "asyncpg", "per_s", 0.75),
    Aim("delta", 128, "asyncpg", "per_s", 5),
    Aim("delta", 128, "asyncpg", "p99_ms", 0.25),
    Aim("delta", 128, "pgbench", "per_s", 2),
    Aim("delta", 512, "asyncpg", "per_s", 7),
    Aim("save_with_inventory", 128, "asyncpg", "p99_ms", 0.25),
    Aim("save_many", 1, "asyncpg", "per_s", 10),
    Aim("save_many", 1, "ferry", "per_s", 10, against=SAVE_LOOP),
)


def judged(rows: Sequence[Row]) -> list[str]:
    """A line for each aim that the rows tell something about."""
    return [line for aim in AIMS if (line := aim.judge(rows)) is not None]
