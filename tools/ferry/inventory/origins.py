"""Where knowledge ends: the declaration whose annotation would resolve an unknown receiver."""

import ast
from collections import Counter
from collections.abc import Iterable

from tools.ferry.model import MissingAnnotation
from tools.ferry.plan.places import called_functions
from tools.ferry.plan.project import Project
from tools.ferry.source import Function, Module
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
    """Return the declaration of the tree from which the value of `node` comes; None when it comes from elsewhere."""
    current: ast.expr | None = node
    for _ in range(_LONGEST):
        if isinstance(current, ast.Await | ast.NamedExpr | ast.Subscript | ast.Starred):
            current = current.value
        elif isinstance(current, ast.Call):
            functions = called_functions(project, module, current)
            if functions:
                return _declared(functions[0], f"the return of `{functions[0].short}`")
            current = current.func.value if isinstance(current.func, ast.Attribute) else None
        elif isinstance(current, ast.Attribute):
            for receiver in sorted(project.references.inference.of(module, current.value), key=repr):
                if not isinstance(receiver, Instance | ClassRef):
                    return None
                cls = receiver.cls
                return cls.module.file, cls.node.lineno, f"the attribute `{current.attr}` of `{cls.node.name}`"
            current = current.value
        elif isinstance(current, ast.Name):
            found = _variable(project, module, current)
            if not isinstance(found, ast.expr):
                return found
            current = found
        else:
            return None
    return None


def _variable(project: Project, module: Module, name: ast.Name) -> Origin | ast.expr | None:
    """Return the parameter behind the name, or the expression that is assigned to it."""
    function = project.program.binder(module, name)
    if function is None:
        return next((value for _, value in module.assigned.get(name.id, []) if value is not None), None)
    if any(parameter.arg == name.id for parameter in function.params):
        return _declared(function, f"the parameter `{name.id}` of `{function.short}`")
    return next((value for _, value, _ in function.assigned[name.id] if value is not None), None)


def _declared(function: Function, what: str) -> Origin:
    return function.module.file, function.node.lineno, what
