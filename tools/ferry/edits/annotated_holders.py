"""The annotations of what an expression is read of: of variables, parameters, attributes, and of what is put there."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.carriers.places import called_functions
from tools.ferry.source import Class, Module
from tools.ferry.types.collections import ELEMENT_METHODS, SAME_METHODS, puts_into
from tools.ferry.types.names import ancestry, resolve_expression
from tools.ferry.types.values import ClassRef, Instance

Annotated = tuple[Module, ast.expr]
_Bound = tuple[Module, ast.expr | None, ast.expr | None]
"""The module of an assignment, with its annotation and its value."""

_STEPS = 32
"""Through how many expressions a value is followed back."""


def annotations_of(graph: Graph, module: Module, node: ast.expr) -> Iterator[Annotated]:
    """Yield the annotations of all that the value of the expression is seen to come through."""
    queue, seen = [(module, node)], set[ast.expr]()
    for owner, place in queue:
        if place in seen or len(seen) == _STEPS:
            continue
        seen.add(place)
        if isinstance(place, ast.Name | ast.Attribute):
            parameter = _parameter(graph, owner, place)
            yield from [parameter] if parameter is not None else []
            for home, annotation, value in _bound(graph, owner, place):
                yield from [(home, annotation)] if annotation is not None else []
                queue += [(home, value)] if value is not None else []
            queue += [(home, value) for home, value, _ in puts_into(graph.project.references.inference, owner, place)]
        elif isinstance(place, ast.Call):
            yield from _given(graph, owner, place)
        queue += ((owner, part) for part in _inside(place))


def _parameter(graph: Graph, module: Module, node: ast.expr) -> Annotated | None:
    function = graph.project.program.binder(module, node) if isinstance(node, ast.Name) else None
    for param in function.params if function is not None else ():
        if isinstance(node, ast.Name) and param.arg == node.id and param.annotation is not None:
            return module, param.annotation
    return None


def _bound(graph: Graph, module: Module, node: ast.Name | ast.Attribute) -> Iterator[_Bound]:
    program = graph.project.program
    function = program.binder(module, node) if isinstance(node, ast.Name) else None
    if function is not None and isinstance(node, ast.Name):
        yield from ((module, annotation, value) for annotation, value, _ in function.assigned.get(node.id, ()))
    elif isinstance(kept := resolve_expression(program, module, node), tuple):
        yield from ((kept[0], annotation, value) for annotation, value in kept[0].assigned.get(kept[1], ()))
    elif isinstance(node, ast.Attribute):
        for cls in _owners(graph, module, node.value):
            yield from ((cls.module, annotation, value) for annotation, value, _ in cls.assigned.get(node.attr, ()))


def _owners(graph: Graph, module: Module, node: ast.expr) -> list[Class]:
    values = graph.project.references.inference.of(module, node)
    classes = [value.cls for value in values if isinstance(value, Instance | ClassRef)]
    return list(dict.fromkeys(base for cls in classes for base in ancestry(graph.project.program, cls)))


def _given(graph: Graph, module: Module, call: ast.Call) -> Iterator[Annotated]:
    """Yield what functions promise of what they give."""
    for giver in called_functions(graph.project, module, call):
        if isinstance(giver.node, ast.FunctionDef) and giver.node.returns is not None:
            yield giver.module, giver.node.returns


def _inside(node: ast.expr) -> list[ast.expr]:
    """Return what the value of the expression is taken out of, or can be."""
    match node:
        case ast.Subscript(value=table):
            return [table]
        case ast.Call(func=ast.Attribute(value=table, attr=name)) if name in ELEMENT_METHODS | SAME_METHODS:
            return [table]
        case ast.BoolOp(values=parts):
            return parts
        case ast.IfExp(body=body, orelse=orelse):
            return [body, orelse]
    return []
