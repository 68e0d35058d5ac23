"""`StopIteration` that leaves a function: out of an async one it comes as a `RuntimeError`, out of a thread never."""

import ast
from collections.abc import Iterable, Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.source import Function, Module, called_name

_END = "StopIteration"
_CATCHING = frozenset({_END, "Exception", "BaseException"})


def ends_of_iterations(graph: Graph, functions: Iterable[Function]) -> Iterator[tuple[Function, ast.Raise | ast.Call]]:
    """Yield where such functions let it out: by `raise`, or by a `next` whose end somebody expects."""
    for function in functions:
        if function.is_generator or isinstance(function.node, ast.Lambda):
            continue  # a generator never lets it out
        for node in _left_by(function.node.body):
            if isinstance(node, ast.Raise) or _is_expected(graph, function):
                yield function, node


def ends_in_threads(graph: Graph, edits: EditSet) -> Iterator[tuple[Module, ast.Call]]:
    """Yield the calls that the edits move into a thread, of functions that raise it there."""
    loads = graph.project.program.loads.get(_END, [])
    owners = (graph.project.owner(module, name) for module, name in loads)
    for function in dict.fromkeys(owner for owner in owners if owner is not None and not owner.is_generator):
        body = function.node.body if not isinstance(function.node, ast.Lambda) else []
        if any(isinstance(node, ast.Raise) for node in _left_by(body)):
            for edge in graph.edges_to(function):
                if isinstance(edge.node, ast.Call) and edits.has(edge.module, edge.node, "off_loop"):
                    yield edge.module, edge.node


def _is_expected(graph: Graph, function: Function) -> bool:
    """Tell whether a file that calls the function speaks of the exception."""
    return any(edge.module.has_any({_END}) for edge in graph.edges_to(function))


def _left_by(body: Iterable[ast.AST]) -> Iterator[ast.Raise | ast.Call]:
    """Yield what raises it there, outside inner functions and blocks that catch it."""
    for node in body:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef() | ast.ClassDef() | ast.Lambda() | ast.GeneratorExp():
                continue
            case ast.Try() if any(map(_catches, node.handlers)):
                yield from _left_by([*node.handlers, *node.orelse, *node.finalbody])
                continue
            case ast.Raise(exc=ast.expr() as raised) if called_name(raised) == _END:
                yield node
            case ast.Call(func=ast.Name(id="next"), args=[_]):
                yield node
        yield from _left_by(ast.iter_child_nodes(node))


def _catches(handler: ast.ExceptHandler) -> bool:
    kinds = handler.type.elts if isinstance(handler.type, ast.Tuple) else [handler.type]
    return any(kind is None or called_name(kind) in _CATCHING for kind in kinds)
