"""The table of the rows."""

from collections.abc import Sequence

from benchmarks.ferry.measure import Row

PLAIN = "pyrefly check"
"""The row that the others are compared with."""


def table(rows: Sequence[Row]) -> str:
    """All rows, each with its ratio to the plain type check of the same tree."""
    plain = next((row for row in rows if row.what == PLAIN), None)
    lines = [f"{'what':46} {'wall s':>8} {'cpu s':>8} {'× check':>8} {'peak MB':>8}"]
    for row in rows:
        ratio = f"{row.cpu_s / plain.cpu_s:.1f}" if plain and plain.cpu_s else "-"
        lines.append(f"{row.what:46} {row.wall_s:8.1f} {row.cpu_s:8.1f} {ratio:>8} {row.peak_mb:8.0f}")
    return "\n".join(lines)
