"""The status in the terminal, as JSON, and as a page."""

import io
from typing import Any

from rich.console import Console
from rich.progress_bar import ProgressBar
from rich.table import Table as Grid

from tools.ferry.report.document import Document, Table
from tools.ferry.report.html import page
from tools.ferry.status.burndown import Status


def status_json(status: Status) -> dict[str, Any]:
    """Return the status as data, version 1."""
    return {
        "version": 1,
        "left": status.left,
        "sites": dict(status.sites),
        "unknown": status.unknown,
        "blockers": status.blockers,
        "steps": [
            {"id": s.id, "async": s.done, "left": s.left, "sites": s.sites, "percent": s.percent} for s in status.steps
        ],
    }


def status_text(status: Status, *, colour: bool, width: int = 100) -> str:
    """Return the status for a terminal, with bars; without colour it is plain text."""
    grid = Grid(title="Migration", title_justify="left", box=None, pad_edge=False)
    for name in ("step", "", "done", "async", "to do", "facade calls"):
        grid.add_column(name, justify="right" if name not in {"step", ""} else "left")
    for step in status.steps:
        bar = ProgressBar(total=100, completed=step.percent, width=30)
        grid.add_row(step.id, bar, f"{step.percent} %", str(step.done), str(step.left), str(step.sites))
    stream = io.StringIO()
    console = Console(file=stream, force_terminal=colour, no_color=not colour, width=width)
    console.print(grid)
    uses = ", ".join(f"{count} in {category}" for category, count in status.sites.items()) or "none"
    console.print(f"\nUses of the facade left: {status.left} ({uses}).", highlight=False)
    console.print(f"Blockers: {status.blockers}. Unknown: {status.unknown}.", highlight=False)
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def status_page(status: Status) -> str:
    """Return the burn-down as one page."""
    steps = [(s.id, s.percent, s.done, s.left, s.sites) for s in status.steps]
    categories = list(status.sites.items())
    return page(Document(
        "Where the migration stands",
        f"{status.left} uses of the facade are left; {status.blockers} blockers, {status.unknown} unknown receivers.",
        [
            Table(
                "By step", "functions of each package", ("step", "done", "async", "to do", "facade calls"), steps,
                numbers=frozenset({2, 3, 4}), bar=1,
            ),
            Table("By category", "uses of the facade", ("category", "uses"), categories, numbers=frozenset({1})),
        ],
    ))  # fmt: skip
