"""A document for a terminal, or as plain aligned lines for a pipe."""

import io
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from tools.ferry.report.document import Document, Table

if TYPE_CHECKING:
    from rich.table import Table as Grid


@dataclass(frozen=True, slots=True)
class Terminal:
    """Where text goes: `width` in characters, None for a pipe, whose lines are never wrapped."""

    width: int | None = None
    colour: bool = False


def text(document: Document, terminal: Terminal) -> str:
    """Return the document, the most important table last: a page is read from its top, a terminal from its end."""
    if terminal.width is None:
        tables = [_aligned(table) for table in reversed(document.tables) if table.rows and not table.details]
        return "\n".join([*tables, document.lead, ""])
    from rich.console import Console  # noqa: PLC0415 - a pipe does without it
    from rich.text import Text  # noqa: PLC0415

    stream = io.StringIO()
    console = Console(
        file=stream, force_terminal=terminal.colour, no_color=not terminal.colour, width=terminal.width,
        highlight=False,
    )  # fmt: skip
    for table in reversed(document.tables):
        if table.rows and not table.details:
            console.print(_grid(table))
            console.print()
    console.print(Text(document.lead))
    return "\n".join(line.rstrip() for line in stream.getvalue().splitlines()) + "\n"


def _aligned(table: Table) -> str:
    """Return title, heads and rows, a line each, without a thought of the width: a table may have a million cells."""
    rows = [list(table.heads), *(_cells(table, row) for row in table.rows)]
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    line = "  ".join(f"{{:{'>' if n in table.numbers else '<'}{width}}}" for n, width in enumerate(widths))
    return "\n".join([table.title, *(line.format(*row).rstrip() for row in rows)]) + "\n"


def _cells(table: Table, row: Sequence[str | int]) -> list[str]:
    return [f"{cell} %" if number == table.bar else str(cell) for number, cell in enumerate(row)]


def _grid(table: Table) -> "Grid":
    from rich.table import Table as Grid  # noqa: PLC0415
    from rich.text import Text  # noqa: PLC0415

    grid = Grid(title=Text(table.title, "bold"), title_justify="left", box=None, pad_edge=False)
    shown = [number for number in range(len(table.heads)) if number != table.aside]
    for number in shown:
        grid.add_column(
            Text(table.heads[number], "dim"),
            justify="right" if number in table.numbers else "left",
            overflow="fold",
            style="cyan" if number == 0 else None,
        )
    for row in table.rows:
        cells = _cells(table, row)
        grid.add_row(*(Text(cells[number]) for number in shown))
    return grid
