"""The texts that a name can be, where all of them stand in the tree: `def load(kind): …` with `load("csv")` alone."""

import ast

from tools.ferry.functions.receivers import unknown_reads
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.arguments import argument_of
from tools.ferry.uses.signatures import spreads

_DEEP = 8


def texts_of(project: Project, module: Module, node: ast.expr | None, depth: int = 0) -> frozenset[str]:
    """Return all texts that the expression can be; nothing if one of them is not known."""
    match node:
        case ast.Constant(str(text)):
            return frozenset({text})
        case ast.IfExp():
            return _all([texts_of(project, module, part, depth) for part in (node.body, node.orelse)])
        case ast.Name() if depth < _DEEP:
            function = project.program.binder(module, node)
            return _of_parameter(project, function, node.id, depth + 1) if function is not None else frozenset()
    return frozenset()


def _of_parameter(project: Project, function: Function, name: str, depth: int) -> frozenset[str]:
    """Return the texts that calls of the function give, if all of these are seen, and nothing sets the parameter."""
    is_plain = function.cls is None and not isinstance(function.node, ast.Lambda) and not function.decorators
    if not is_plain or function.assigned.get(name) or not any(param.arg == name for param in function.params):
        return frozenset()
    if any(True for _ in unknown_reads(project, function.short)):
        return frozenset()
    found: list[frozenset[str]] = []
    for module, reference in project.references.to(function):
        call = module.parents[reference]
        if not isinstance(call, ast.Call) or call.func is not reference or spreads(call):
            return frozenset()
        given = argument_of(call, function, name)
        default = (function.module, function.default_of(name))
        found.append(texts_of(project, *((module, given) if given is not None else default), depth))
    return _all(found)


def _all(parts: list[frozenset[str]]) -> frozenset[str]:
    return frozenset().union(*parts) if all(parts) else frozenset()
