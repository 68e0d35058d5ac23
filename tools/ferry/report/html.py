"""One self-contained page: tables that work offline, by keyboard, with a screen reader, in light and dark."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined


@dataclass(frozen=True, slots=True)
class Table:
    """A table of the page. `numbers` are columns of figures, `bar` a column of percentages (-1: none)."""

    title: str
    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    numbers: frozenset[int] = frozenset()
    bar: int = -1
    empty: str = "None."


def page(title: str, lead: str, tables: Sequence[Table]) -> str:
    """Return the page as HTML; all texts are escaped."""
    environment = Environment(
        loader=FileSystemLoader(Path(__file__).parent), autoescape=True, undefined=StrictUndefined,
        trim_blocks=True, lstrip_blocks=True,
    )  # fmt: skip
    return environment.get_template("page.html.j2").render(title=title, lead=lead, tables=tables)
