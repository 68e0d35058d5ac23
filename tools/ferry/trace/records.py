"""Objects that keep what they are made of, without a constructor that could be read: named tuples, exceptions."""

import ast
import builtins
from collections.abc import Iterator

from tools.ferry.functions.variables import values_of
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Module, called_name
from tools.ferry.types.names import ancestry, resolve_expression

_RECORDS = frozenset({"NamedTuple", "make_dataclass", "namedtuple"})
"""What makes a class whose objects keep what they are given under names that it is told."""


def fields_made(project: Project, module: Module, callee: ast.expr) -> Iterator[str]:
    """Yield the names under which what the callee makes may keep an argument: `namedtuple("Pair", "layer user")`.

    An exception keeps it as `args`.
    """
    if isinstance(callee, ast.Name) and hasattr(builtins, callee.id):
        yield from ["args"] if _is_exception(callee.id) else []
        return
    if isinstance(callee, ast.Attribute) and callee.attr == "__init__":
        yield "args"  # of an exception's base
    for owner, value in values_of(project, module, callee):
        found = resolve_expression(project.program, owner, value)
        family = ancestry(project.program, found) if isinstance(found, Class) else []
        yield from ["args"] if any(_is_exception(name) for cls in family for name in cls.bases) else []
        for made in [base for cls in family for base in cls.node.bases] or [value]:
            if isinstance(made, ast.Call) and called_name(made) in _RECORDS:
                for part in ast.walk(made):
                    if isinstance(part, ast.Constant) and isinstance(part.value, str):
                        yield from part.value.replace(",", " ").split()


def _is_exception(name: str) -> bool:
    return name.endswith(("Error", "Exception", "Warning")) and hasattr(builtins, name)
