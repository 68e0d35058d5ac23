"""Values of a closed set, as the database has them."""

from enum import StrEnum
from typing import TypeVar

from persistence.errors import SchemaError

E = TypeVar("E", bound=StrEnum)


def member(kind: type[E], value: str) -> E:
    """The member of `kind` with that value. Raises `SchemaError` for one that only a newer version knows."""
    try:
        return kind(value)
    except ValueError:
        raise SchemaError(
            f"the database holds the {kind.__name__} {value!r}, which this version does not know: run a newer one"
        ) from None
