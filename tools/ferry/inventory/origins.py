"""Where knowledge ends: the declaration whose annotation would resolve an unknown receiver."""

import ast
from collections import Counter
from collections.abc import Iterable

from tools.ferry.carriers.places import called_functions
from tools.ferry.model import MissingAnnotation
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.values import ClassRef, Instance

_LONGEST = 10

Origin = tuple[str, int, str]
"""File, line, and what is declared there."""


def missing_annotations(project: Project, unknown: Iterable[tuple[Module, ast.expr]]) -> tuple[MissingAnnotation, ...]:
    """Return the declarations behind the unknown receivers, the one that resolves most of them first."""
    found = Counter(origin for module, node in unknown if (origin := origin_of(project, module, node)) is not None)
    ranked = sorted(found.items(), key=lambda item: (-item[1], item[0]))
    return tuple(MissingAnnotation(file, line, what, count) for (file, line, what), count in ranked)


def origin_of(project: Project, module: Module, node: ast.expr) -> Origin | None:
    """Return the declaration of the tree from which the value of `node` comes; None when there is none.

    Where the value comes from elsewhere, it is the last variable of a module that holds it.
    """
    current: ast.expr | None = node
    held: Origin | None = None
    for _ in range(_LONGEST):
        if isinstance(current, ast.Await | ast.NamedExpr | ast.Subscript | ast.Starred):
            current = current.value
        elif isinstance(current, ast.Call):
            functions = called_functions(project, module, current)
            if functions and functions[0].short == "__init__":
                return None  # its class is known; what is not is what that gives by `__getattr__`
            if functions:
                return _declared(functions[0], f"the return of `{functions[0].short}`")
            current = current.func.value if isinstance(current.func, ast.Attribute) else None
        elif isinstance(current, ast.Attribute):
            values = project.references.inference.of(module, current.value)
            for cls in sorted((v.cls for v in values if isinstance(v, Instance | ClassRef)), key=lambda c: c.name):
                return cls.module.file, cls.node.lineno, f"the attribute `{current.attr}` of `{cls.node.name}`"
            current = current.value
        elif isinstance(current, ast.Name):
            kept = resolve_expression(project.program, module, current)
            if project.program.binder(module, current) is None and isinstance(kept, tuple):
                module, name = kept
                target, value = _first(module, name)
                held = (module.file, target.lineno, f"the variable `{name}`") if target is not None else held
                current = value
                continue
            found = _local(project, module, current)
            if isinstance(found, tuple):
                return found
            current = found
        else:
            break
    return held


def _first(module: Module, name: str) -> tuple[ast.stmt | None, ast.expr | None]:
    """Return the first assignment to a variable of the module, and what it assigns."""
    for _, value in module.assigned.get(name, []):
        if value is not None and isinstance(target := module.parents[value], ast.stmt):
            return target, value
    return None, None


def _local(project: Project, module: Module, name: ast.Name) -> Origin | ast.expr | None:
    """Return the parameter behind the name, or the expression that is assigned to it in its function."""
    function = project.program.binder(module, name)
    if function is None:
        return None
    many = {"*": function.node.args.vararg, "**": function.node.args.kwarg}
    params = {param.arg: param.arg for param in function.params}
    params |= {param.arg: f"{stars}{param.arg}" for stars, param in many.items() if param is not None}
    if name.id in params:
        return _declared(function, f"the parameter `{params[name.id]}` of `{function.short}`")
    return next((value for _, value, _ in function.assigned.get(name.id, []) if value is not None), None)


def _declared(function: Function, what: str) -> Origin:
    return function.module.file, function.node.lineno, what
