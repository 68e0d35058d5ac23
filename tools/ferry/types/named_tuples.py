"""Named tuples that a class declares: `class Row(NamedTuple)`."""

from __future__ import annotations

from typing import TYPE_CHECKING

from tools.ferry.source import Class
from tools.ferry.types import members
from tools.ferry.types.fields import own_fields
from tools.ferry.types.values import Instance, Values

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference


def field_at(cls: Class, position: int) -> str | None:
    """Return the field that comes at the position when an object of the class is unpacked; None of another class."""
    if "NamedTuple" not in cls.bases:  # asked first: it opens no module
        return None
    fields = own_fields(cls)
    return fields[position] if position < len(fields) else None


def unpacked(inference: Inference, values: Values, position: int) -> Values:
    """Return what the fields at the position are of the named tuples among the values."""
    fields = [(v.cls, name) for v in values if isinstance(v, Instance) and (name := field_at(v.cls, position))]
    return frozenset(value for cls, name in fields for value in members.of_class_attribute(inference, cls, name))
