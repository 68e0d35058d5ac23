"""What objects of a class without a constructor of its own are made of: a dataclass, a named tuple."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tools.ferry.source import Class, Module, Program, called_name
from tools.ferry.types.annotations import names_function
from tools.ferry.types.names import ancestry, descendants, find_method, resolve_expression
from tools.ferry.types.values import NOTHING, ClassRef, FunctionRef, Instance, Mock, Value, Values, flattened

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
    """Return the classes, functions and mocks, or collections of some, that calls of the class give to its field.

    Calls of its heirs, and copies, are among them. Nothing unless the annotation of the field is open to some.
    """
    declared = [annotation for annotation, _, setter in cls.assigned.get(name, ()) if annotation and not setter]
    is_open = any(_may_be_callable(inference.program, cls.module, annotation) for annotation in declared)
    if not is_open or find_method(inference.program, cls, "__init__"):
        return NOTHING
    heirs = [c for c in descendants(inference.program, cls) if not find_method(inference.program, c, "__init__")]
    given = [one for heir in heirs for one in _given(inference.program, heir, name)]
    given += _given_to_copies(inference, frozenset(heirs), name)
    values = (one for module, value in given for one in inference.of(module, value))
    return frozenset(one for one in values if _can_be_called(one))


def _can_be_called(value: Value) -> bool:
    """Tell whether the value is a class, a function or a mock, or a collection with one inside."""
    return any(isinstance(one, ClassRef | FunctionRef | Mock) for one in flattened(frozenset({value})))


def _given(program: Program, cls: Class, name: str) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what calls of the class give to its field."""
    for module, node in program.loads.get(cls.name.rpartition(".")[2], []):
        call = module.parents[node]
        if isinstance(call, ast.Call) and call.func is node and resolve_expression(program, module, node) is cls:
            arguments = (*call.args, *(keyword.value for keyword in call.keywords))
            yield from ((module, one) for one in arguments if field_given(program, cls, call, one) == name)


def _given_to_copies(inference: Inference, classes: frozenset[Class], name: str) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what copies of objects of the classes get for the field."""
    for module, node in (place for copying in COPYING for place in inference.program.loads.get(copying, [])):
        call = module.parents[node]
        told = [keyword.value for keyword in call.keywords if keyword.arg == name] if isinstance(call, ast.Call) else []
        copied = copied_by(call) if told and isinstance(call, ast.Call) and call.func is node else None
        of = inference.of(module, copied) if copied is not None else NOTHING
        if any(isinstance(value, Instance) and value.cls in classes for value in of):
            yield from ((module, value) for value in told)


def copied_by(call: ast.Call) -> ast.expr | None:
    """Return the record of which the call gives a copy."""
    if isinstance(call.func, ast.Attribute) and call.func.attr == "_replace":
        return call.func.value
    return call.args[0] if call.args else None


def _may_be_callable(program: Program, module: Module, annotation: ast.expr) -> bool:
    """Tell whether the annotation, or a part of it, is open to a class or function that it does not name."""
    head = annotation.value if isinstance(annotation, ast.Subscript) else annotation
    return called_name(head) in _OPEN or names_function(program, module, annotation)


def _is_its_own(declared: ast.AnnAssign) -> bool:
    """Tell whether no call gives it: a variable of the class, or one that objects make by themselves."""
    kind = declared.annotation.value if isinstance(declared.annotation, ast.Subscript) else declared.annotation
    told = declared.value.keywords if isinstance(declared.value, ast.Call) else []
    return called_name(kind) == "ClassVar" or any(k.arg == "init" and ast.unparse(k.value) == "False" for k in told)
