"""The status in a terminal: bars, with colour where there is one."""

import io
from collections.abc import Iterable, Sequence

from rich.console import Console, RenderableType
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from tools.ferry.status.burndown import Part, Status
from tools.ferry.status.history import Day
from tools.ferry.status.pace import expected_end

_DAYS = 14
_BAR = 24


def status_text(status: Status, *, colour: bool, width: int) -> str:
    """Return the status for a terminal of this width; without colour it is plain text."""
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=colour, no_color=not colour, width=width, highlight=False)
    parts: list[RenderableType] = []
    if status.packages:
        parts.append(_table("Packages, those with most left first", "package", "uses", status.packages))
    if status.steps:
        parts.append(_table("Steps", "step", "facade calls", status.steps))
    if status.days:
        parts.append(_days(status.days[-_DAYS:]))
    for part in parts:
        console.print(part)
        console.print()
    for line in _summary(status):
        console.print(Text(line), soft_wrap=True)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def _table(title: str, what: str, uses: str, parts: Iterable[Part]) -> Table:
    grid = _grid(title, (what, "", "done", "async", "to do", uses))
    for part in parts:
        percent = part.percent if part.is_counted else 0
        bar = ProgressBar(total=100, completed=percent, width=_BAR, finished_style="green")
        style = "green" if percent == 100 else None
        share = f"{percent} %" if part.is_counted else "-"
        grid.add_row(part.name, bar, share, str(part.done), str(part.left), str(part.sites), style=style)
    return grid


def _days(days: Sequence[Day]) -> Table:
    grid = _grid("Days", ("day", "", "uses left", "functions to do", "blockers"))
    most = max(day.left for day in days) or 1
    for day in days:
        bar = ProgressBar(total=most, completed=day.left, width=_BAR, complete_style="yellow", finished_style="yellow")
        grid.add_row(day.date, bar, str(day.left), str(day.functions), str(day.blockers))
    return grid


def _grid(title: str, heads: Sequence[str]) -> Table:
    grid = Table(title=Text(title, "bold"), title_justify="left", box=None, pad_edge=False)
    for number, head in enumerate(heads):
        grid.add_column(head, justify="left" if number < 2 else "right", header_style="dim", overflow="fold")
    return grid


def _summary(status: Status) -> list[str]:
    uses = ", ".join(f"{count} in {category}" for category, count in status.sites.items()) or "none"
    lines = [
        f"Uses of the facade left: {status.left} ({uses}).",
        f"Functions to make async: {status.functions}. Blockers: {status.blockers}. "
        f"Gaps: {status.gaps}. Unknown: {status.unknown}.",
    ]
    end = expected_end(status.days)
    return [*lines, f"At the pace of the last three weeks nothing is left on {end}."] if end else lines
