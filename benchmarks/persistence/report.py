"""The table of the rows, in Markdown that a person can read in a terminal too."""

from collections.abc import Mapping, Sequence

from benchmarks.persistence.measure import Row

_HEAD = ("operation", "callers", "peer", "per s", "× asyncpg", "p50 ms", "p99 ms", "× asyncpg", "CPU µs", "peak MB")


def table(rows: Sequence[Row]) -> str:
    """All rows; throughput and p99 with their ratios to plain asyncpg with the same operation and number of callers."""
    plain = _plain(rows)
    cells = [list(_HEAD)]
    for row in rows:
        base = plain.get((row.operation, row.callers))
        cells.append(
            [
                row.operation,
                str(row.callers),
                row.peer,
                f"{row.per_s:,.0f}",
                f"{row.per_s / base.per_s:.2f}" if base else "-",
                f"{row.p50_ms:.2f}",
                f"{row.p99_ms:.2f}",
                f"{row.p99_ms / base.p99_ms:.2f}" if base else "-",
                f"{row.cpu_us:,.1f}",
                "-" if row.peak_mb is None else f"{row.peak_mb:.0f}",
            ]
        )
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = [_line(line, widths) for line in cells]
    lines.insert(
        1, "|" + "|".join("-" * (width + 1) + (":" if _is_number(i) else "-") for i, width in enumerate(widths)) + "|"
    )
    return "\n".join(lines)


def _plain(rows: Sequence[Row]) -> Mapping[tuple[str, int], Row]:
    return {(row.operation, row.callers): row for row in rows if row.peer == "asyncpg"}


def _is_number(column: int) -> bool:
    return _HEAD[column] not in ("operation", "peer")


def _line(cells: Sequence[str], widths: Sequence[int]) -> str:
    padded = (
        cell.rjust(width) if _is_number(column) else cell.ljust(width)
        for column, (cell, width) in enumerate(zip(cells, widths, strict=True))
    )
    return f"| {' | '.join(padded)} |"
