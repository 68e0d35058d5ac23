"""Values that may be kept in memory: see `persistence.caching`."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from sqlalchemy import Executable, Row

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class CachedView(Generic[T]):
    """A value made from all rows of a query on one table.

    Attributes:
        build: Makes the value, which nobody can change, from the rows.
        table: The name of the table; a trigger on it notifies of changes (the function `notify_of_change`).
    """

    statement: Executable
    build: Callable[[Sequence[Row[*tuple[Any, ...]]]], T]
    table: str
