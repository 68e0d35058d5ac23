"""The table and the plot of the rows."""

from collections.abc import Mapping, Sequence
from html import escape

from benchmarks.persistence.measure import Row

_COLOURS = {"ferry": "#0b6e4f", "asyncpg": "#c8553d", "orm": "#8a7f8d", "shim": "#c9b1bd", "pgbench": "#2f4b7c"}
_BAR, _GAP, _LABEL, _WIDTH = 14, 22, 230, 760


def table(rows: Sequence[Row]) -> str:
    """All rows, each with its ratio to plain asyncpg with the same operation and number of callers."""
    plain = _plain(rows)
    head = f"{'operation':20} {'callers':>7} {'peer':9} {'per s':>11} {'× asyncpg':>9} {'p50 ms':>9} {'p99 ms':>9}"
    lines = [f"{head} {'cpu µs':>8} {'peak MB':>8}"]
    for row in sorted(rows, key=lambda row: (row.operation, row.callers)):
        base = plain.get((row.operation, row.callers))
        ratio = f"{row.per_s / base:.2f}" if base else "-"
        lines.append(
            f"{row.operation:20} {row.callers:7} {row.peer:9} {row.per_s:11,.0f} {ratio:>9}"
            f" {row.p50_ms:9.2f} {row.p99_ms:9.2f} {row.cpu_us:8.1f} {row.peak_mb:8.1f}"
        )
    return "\n".join(lines)


def _plain(rows: Sequence[Row]) -> Mapping[tuple[str, int], float]:
    return {(row.operation, row.callers): row.per_s for row in rows if row.peer == "asyncpg" and row.per_s}


def svg(rows: Sequence[Row]) -> str:
    """A bar for each row, as long as its throughput beside the best of its group."""
    groups: dict[tuple[str, int], list[Row]] = {}
    for row in sorted(rows, key=lambda row: (row.operation, row.callers)):
        groups.setdefault((row.operation, row.callers), []).append(row)
    parts: list[str] = []
    y = 10
    for (operation, callers), group in groups.items():
        best = max(row.per_s for row in group) or 1
        parts.append(f'<text x="8" y="{y + _BAR}" font-weight="bold">{escape(operation)}, {callers} callers</text>')
        for row in group:
            width = (_WIDTH - _LABEL - 120) * row.per_s / best
            parts.append(
                f'<rect x="{_LABEL}" y="{y}" width="{width:.1f}" height="{_BAR - 2}" fill="{_COLOURS[row.peer]}"/>'
                f'<text x="{_LABEL + width + 6:.1f}" y="{y + _BAR - 3}">{row.peer} {row.per_s:,.0f}/s</text>'
            )
            y += _BAR
        y += _GAP
    style = 'font-family="sans-serif" font-size="11"'
    box = f'width="{_WIDTH}" height="{y}" viewBox="0 0 {_WIDTH} {y}"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {box} {style}>\n' + "\n".join(parts) + "\n</svg>\n"
