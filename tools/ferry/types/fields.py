"""What objects of a class without a constructor of its own are made of: a dataclass, a named tuple."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tools.ferry.source import Class, Program, called_name
from tools.ferry.types.names import ancestry, find_method, resolve_expression
from tools.ferry.types.values import NOTHING, ClassRef, FunctionRef, Values

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference

COPYING = ("_replace", "replace")
"""What gives a copy of a record in which the fields have other values: `dataclasses.replace(page, title="x")`."""

_OPEN = frozenset({"Any", "Callable", "Type", "object", "type"})
"""The annotations of what may be a class, and that do not say which."""


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


def callables_given(inference: Inference, cls: Class, name: str) -> Values:
    """Return the classes and functions that calls of the class give to its field, if its annotation is open to some."""
    declared = [annotation for annotation, _, setter in cls.assigned.get(name, ()) if annotation and not setter]
    heads = (one.value if isinstance(one, ast.Subscript) else one for one in declared)
    if not any(called_name(head) in _OPEN for head in heads) or find_method(inference.program, cls, "__init__"):
        return NOTHING
    found = NOTHING
    for module, node in inference.program.loads.get(cls.name.rpartition(".")[2], []):
        call = module.parents[node]
        if not isinstance(call, ast.Call) or call.func is not node:
            continue
        if resolve_expression(inference.program, module, node) is cls:
            arguments = (*call.args, *(keyword.value for keyword in call.keywords))
            given = [value for value in arguments if field_given(inference.program, cls, call, value) == name]
            values = (one for value in given for one in inference.of(module, value))
            found |= {one for one in values if isinstance(one, ClassRef | FunctionRef)}
    return found


def _is_its_own(declared: ast.AnnAssign) -> bool:
    """Tell whether no call gives it: a variable of the class, or one that objects make by themselves."""
    kind = declared.annotation.value if isinstance(declared.annotation, ast.Subscript) else declared.annotation
    told = declared.value.keywords if isinstance(declared.value, ast.Call) else []
    return called_name(kind) == "ClassVar" or any(k.arg == "init" and ast.unparse(k.value) == "False" for k in told)
