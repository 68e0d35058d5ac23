"""Members of enumerations: the value of one is what the class assigns to some name."""

import ast

from tools.ferry.source import Class, Program
from tools.ferry.types.names import ancestry

OF_MEMBERS = frozenset({"value", "_value_"})
"""The attributes that are the value of a member."""

_ENUMS = frozenset({"Enum", "Flag", "IntEnum", "IntFlag", "StrEnum"})


def members_of(program: Program, cls: Class) -> list[ast.expr]:
    """Return the values of the members of an enumeration; nothing of another class."""
    if not any(base in _ENUMS for owner in ancestry(program, cls) for base in owner.bases):
        return []
    assigned = (row for name, rows in cls.assigned.items() if name not in OF_MEMBERS for row in rows)
    return [value for _, value, setter in assigned if value is not None and setter is None]
