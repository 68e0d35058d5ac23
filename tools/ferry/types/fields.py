"""What objects of a class without a constructor of its own are made of: a dataclass, a named tuple."""

import ast

from tools.ferry.source import Class, Program, called_name
from tools.ferry.types.names import ancestry

COPYING = ("_replace", "replace")
"""What gives a copy of a record in which the fields have other values: `dataclasses.replace(page, title="x")`."""


def own_fields(cls: Class) -> list[str]:
    """Return the fields that the body of the class declares, in their order."""
    declared = [s for s in cls.node.body if isinstance(s, ast.AnnAssign) and not _is_its_own(s)]
    return [s.target.id for s in declared if isinstance(s.target, ast.Name)]


def fields_of(program: Program, cls: Class) -> list[str]:
    """Return the fields in the order in which calls of the class are given them: those of bases come first."""
    return list(dict.fromkeys(name for one in reversed(ancestry(program, cls)) for name in own_fields(one)))


def field_given(program: Program, cls: Class, call: ast.Call, argument: ast.expr) -> str | None:
    """Return the field that gets the argument: by its name, or by its place."""
    for keyword in call.keywords:
        if keyword.value is argument:
            return keyword.arg
    place = call.args.index(argument) if argument in call.args else -1
    fields = fields_of(program, cls) if place >= 0 else []
    return fields[place] if place < len(fields) else None


def _is_its_own(declared: ast.AnnAssign) -> bool:
    """Tell whether no call gives it: a variable of the class, or one that objects make by themselves."""
    kind = declared.annotation.value if isinstance(declared.annotation, ast.Subscript) else declared.annotation
    told = declared.value.keywords if isinstance(declared.value, ast.Call) else []
    return called_name(kind) == "ClassVar" or any(k.arg == "init" and ast.unparse(k.value) == "False" for k in told)
