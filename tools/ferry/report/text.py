"""A document for a terminal, or as plain aligned lines for a pipe."""

import io
from dataclasses import dataclass

from rich.console import Console
from rich.table import Table as Grid
from rich.text import Text

from tools.ferry.report.document import Document, Table

_ENDLESS = 10_000


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where text goes: `width` in characters, None for a pipe, whose lines are never wrapped."""

    width: int | None = None
    colour: bool = False


def text(document: Document, terminal: Terminal) -> str:
    """Return the document, the most important table last: a page is read from its top, a terminal from its end."""
    stream = io.StringIO()
    console = Console(
        file=stream, force_terminal=terminal.colour, no_color=not terminal.colour, width=terminal.width or _ENDLESS,
        highlight=False, soft_wrap=terminal.width is None,
    )  # fmt: skip
    for table in reversed(document.tables):
        if table.rows and not table.details:
            console.print(_grid(table, wrap=terminal.width is not None))
            console.print()
    console.print(Text(document.lead))
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def _grid(table: Table, *, wrap: bool) -> Grid:
    grid = Grid(title=Text(table.title, "bold"), title_justify="left", box=None, pad_edge=False)
    for number, head in enumerate(table.heads):
        grid.add_column(
            Text(head, "dim"), justify="right" if number in table.numbers else "left", no_wrap=not wrap,
            overflow="fold", style="cyan" if number == 0 else None,
        )  # fmt: skip
    for row in table.rows:
        grid.add_row(*(Text(f"{cell} %" if n == table.bar else str(cell)) for n, cell in enumerate(row)))
    return grid
