"""Calls that run what becomes async and what does not, where nothing can ask which of them it was."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Edge, FacadeCall, Graph
from tools.ferry.colour.colour import Colour
from tools.ferry.colour.stubs import stands_for_synchronous
from tools.ferry.functions.callees import can_be_asked
from tools.ferry.source import Module, called_name
from tools.ferry.uses.consumption import COLOURING
from tools.ferry.uses.protocols import ASYNC_NAMES


def mixed(graph: Graph, found: Colour) -> Iterator[tuple[str, Edge | FacadeCall]]:
    """Yield such calls, each with the kind of blocker; and what a test has a mock of something else call."""
    leaving = {call.call for call in graph.facade_calls if call.is_indirect and found.moves(call)}
    for edge in [edge for function in list(found.reason) for edge in graph.edges_to(function)]:
        if edge.how == "mock" and stands_for_synchronous(graph, edge, found.reason):
            yield "callback", edge
        if edge.how == "asked" and _is_asked_of_others(graph, edge, found):
            yield "generator", edge
        if any(not (giver.is_async or giver in found.reason) for giver in graph.given_beside(edge)):
            yield "generator", edge
        special = edge.callee.short if edge.callee.cls is not None and edge.callee.short in ASYNC_NAMES else ""
        if special and called_name(edge.node) != special:
            if edge.how in COLOURING and graph.callees.enters_besides(edge.module, edge.node, special, found.reason):
                yield "generator", edge
        elif special and isinstance(edge.node, ast.Call):
            beside = graph.callees.runs_besides(edge.module, edge.node, found.reason, leaves_facade=False)
            if edge.how in COLOURING and beside:
                yield "generator", edge
        elif _cannot_ask(graph, found, edge.how, edge.module, edge.node, leaving):
            yield "callback" if graph.is_indirect(edge) else "dynamic", edge
    for call in graph.facade_calls:
        if call.call in leaving and _cannot_ask(graph, found, call.how, call.module, call.call, leaving):
            yield "callback", call


def _is_asked_of_others(graph: Graph, edge: Edge, found: Colour) -> bool:
    """Tell whether a question for a special method can be about one that keeps its name, too."""
    check = graph.protocol_checks.at(edge.node, edge.callee.short)
    methods = graph.protocol_checks.methods(check) if check is not None else ()
    return any(not (method.is_async or method in found.reason) for method in methods)


def _cannot_ask(graph: Graph, found: Colour, how: str, module: Module, call: ast.expr, leaving: set[ast.expr]) -> bool:
    if not isinstance(call, ast.Call) or how not in COLOURING - {"expected", "unrolled"}:
        return False
    if how == "call" and can_be_asked(graph.project, module, call):
        return False
    return graph.callees.runs_besides(module, call, found.reason, leaves_facade=call in leaving)
