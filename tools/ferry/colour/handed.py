"""Functions and objects that are handed on: who calls them there, and whether anybody awaits what they give."""

import ast
from collections.abc import Iterator
from dataclasses import replace

from tools.ferry.calls.graph import Edge, FacadeCall, Graph
from tools.ferry.functions.off_loop import runs_off_loop
from tools.ferry.functions.variables import escapes
from tools.ferry.project.carriers import used_name
from tools.ferry.source import Function, Module, called_name
from tools.ferry.uses.consumption import COLOURING

Place = tuple[Module, ast.expr]


def is_called_here(graph: Graph, reference: FacadeCall) -> bool:
    """Tell whether the tree awaits the facade's method that is handed on, or `to_sync` does."""
    project, module, node = graph.project, reference.module, reference.use
    if runs_off_loop(project, module, node):
        return True
    method = project.facade_method(used_name(node))
    hidden = _hidden(graph, method, module, node) if method is not None else []
    receivers = graph.handed_out.by_loop(module, node)
    hidden += graph.handed_out.unseen(module, node)
    stays = not escapes(project, module, node) and not receivers.called and not hidden
    known = bool(receivers.served or receivers.awaited)
    return stays and (known or graph.is_called_through(reference))


def left_to_others(graph: Graph, edge: Edge) -> Iterator[tuple[str, Edge]]:
    """Yield where code outside the tree may call the function, by itself or by way of a variable.

    Each with the kind of blocker that keeps the function synchronous.
    """
    if graph.wrapped.inside(edge.callee):
        return  # the decorator gives it back in the place of what it wraps, whose callers the colour reaches
    receivers = graph.handed_out.by_loop(edge.module, edge.node)
    in_threads = graph.given_to_threads(edge.callee)
    awaited = bool(receivers.served or receivers.awaited or in_threads) or _called_in_tree(graph, edge)
    if escapes(graph.project, edge.module, edge.node) or not awaited:
        yield "callback", edge
    hidden = _hidden(graph, edge.callee, edge.module, edge.node)
    called = [place for place in receivers.called if place[1] not in in_threads]
    for module, node in (*called, *hidden):
        yield "callback", replace(edge, module=module, node=node)
    for module, node in graph.handed_out.unseen(edge.module, edge.node):
        yield "unknown", replace(edge, module=module, node=node)


def objects_given(graph: Graph, method: Function) -> list[Place]:
    """Return where objects go to code outside the tree that may call the method."""
    if method.short == "__call__":
        return graph.objects.called(method, graph.family(method))
    is_public = method.cls is not None and not method.short.startswith("_")
    if is_public and graph.is_uncalled(method):
        return graph.objects.given(method)
    return graph.objects.used_by_protocol(method)


def is_lambda_awaited(graph: Graph, function: Function) -> bool:
    """Tell whether the tree awaits what the lambda gives, or `to_sync` does."""
    project, node = graph.project, function.node
    if not isinstance(node, ast.Lambda) or runs_off_loop(project, function.module, node):
        return isinstance(node, ast.Lambda)
    hidden = _hidden(graph, function, function.module, node)
    receivers = graph.handed_out.by_loop(function.module, node)
    hidden += graph.handed_out.unseen(function.module, node)
    left = [*receivers.called, *receivers.awaited, *hidden]  # a framework asks a lambda in vain whether it is async
    stays = not escapes(project, function.module, node) and not left
    return stays and bool(receivers.served or graph.edges_to(function))


def _hidden(graph: Graph, function: Function, module: Module, reference: ast.expr) -> list[Place]:
    return graph.handed_out.hidden_calls(graph.family(function), module, reference)


def _called_in_tree(graph: Graph, edge: Edge) -> bool:
    """Tell whether a function that is handed on is called by code of the tree, which the colour reaches itself."""
    return any(
        isinstance(other.node, ast.Call)
        and (called_name(other.node.func) != edge.callee.short or graph.is_indirect(other))
        for other in graph.edges_to(edge.callee)
        if other.how in COLOURING | {"awaited"}
    )
