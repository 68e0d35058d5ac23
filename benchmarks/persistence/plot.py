"""The rows as a picture: a panel for each operation and number of callers, and in it a bar for each peer."""

from collections.abc import Sequence
from html import escape

from benchmarks.persistence.measure import Row

_COLOURS = {
    "ferry": "#0b6e4f",
    "asyncpg": "#c8553d",
    "psycopg": "#d99a2b",
    "orm": "#8a7f8d",
    "shim": "#c9b1bd",
    "pgbench": "#2f4b7c",
}
_BAR = 13
_PANEL_WIDTH, _NAME_WIDTH, _FIGURE_WIDTH = 250, 54, 70
_PANEL_HEIGHT = _BAR * len(_COLOURS) + 34


def svg(rows: Sequence[Row]) -> str:
    """Operations from top to bottom, callers from left to right; a bar is as long as its throughput beside the best."""
    operations = list(dict.fromkeys(row.operation for row in rows))
    callers = sorted({row.callers for row in rows})
    parts = []
    for y, operation in enumerate(operations):
        for x, number in enumerate(callers):
            cell = [row for row in rows if (row.operation, row.callers) == (operation, number)]
            if cell:
                parts += _panel(cell, 8 + x * _PANEL_WIDTH, 6 + y * _PANEL_HEIGHT)
    width, height = 8 + len(callers) * _PANEL_WIDTH, 6 + len(operations) * _PANEL_HEIGHT
    box = f'width="{width}" height="{height}" viewBox="0 0 {width} {height}"'
    style = 'font-family="sans-serif" font-size="10.5"'
    ground = '<path fill="#fff" d="M0 0h100000v100000H0z"/>'
    return "\n".join([f'<svg xmlns="http://www.w3.org/2000/svg" {box} {style}>', ground, *parts, "</svg>\n"])


def _panel(rows: Sequence[Row], left: int, top: int) -> list[str]:
    first, best = rows[0], max(row.per_s for row in rows)
    callers = f"{first.callers} {'caller' if first.callers == 1 else 'callers'}"
    parts = [f'<text x="{left}" y="{top + 12}" font-weight="bold">{escape(first.operation)}, {callers}</text>']
    for number, row in enumerate(sorted(rows, key=lambda row: -row.per_s)):
        y = top + 18 + number * _BAR
        start = left + _NAME_WIDTH
        length = (_PANEL_WIDTH - _NAME_WIDTH - _FIGURE_WIDTH) * row.per_s / best
        parts += [
            f'<text x="{left}" y="{y + 10}">{escape(row.peer)}</text>',
            f'<rect x="{start}" y="{y + 1}" width="{length:.1f}" height="{_BAR - 2}" fill="{_COLOURS[row.peer]}"/>',
            f'<text x="{start + length + 4:.1f}" y="{y + 10}">{row.per_s:,.0f}/s</text>',
        ]
    return parts
