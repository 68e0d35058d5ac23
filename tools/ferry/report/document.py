"""What a command has to tell, independent of the form: a title, a lead, tables from the most important one on."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Table:
    """A table. `numbers` are columns of figures, `bar` a column of percentages (-1: none).

    `details` are for those who look further: they stand on a page, not in a terminal. So does the column `aside` (-1:
    none), for which a terminal is too narrow.
    """

    title: str
    caption: str
    heads: Sequence[str]
    rows: Sequence[Sequence[str | int]]
    numbers: frozenset[int] = frozenset()
    bar: int = -1
    empty: str = "None."
    details: bool = False
    aside: int = -1


@dataclass(frozen=True, slots=True)
class Document:
    """The result of a command for people; `picture` is an SVG for its page, or nothing."""

    title: str
    lead: str
    tables: Sequence[Table]
    picture: str = ""
