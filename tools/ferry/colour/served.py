"""Functions that code outside any event loop may load by their name, or a library calls there: `to_sync` serves them.

Such a function stays synchronous for what calls it, as an edge of the tree, and its own calls go through `to_sync`.
"""

import ast

from tools.ferry.calls.graph import Edge, FacadeCall, Graph
from tools.ferry.calls.takers import outside_takers
from tools.ferry.colour.blockers import blocker_of
from tools.ferry.colour.colour import Colour
from tools.ferry.functions.foreign import calls_in_worker_threads, runs_outside_loops
from tools.ferry.source import Function, Module

Place = tuple[Module, ast.expr]


def serve(graph: Graph, found: Colour, function: Function, places: list[Place], why: Edge | FacadeCall) -> bool:
    """Make the function an edge of the tree, if `to_sync` can serve what it calls."""
    node = why.call if isinstance(why, FacadeCall) else why.node
    can_serve = why.how == "call" and isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    if graph.project.config.to_sync is None or graph.shape(function) != "await" or not can_serve:
        return False
    found.served[function] = places, why
    found.alone |= _facade_calls(graph, function)
    graph.project.edges[function] = True
    return True


def serve_for_library(graph: Graph, found: Colour, function: Function, why: Edge | FacadeCall) -> bool:
    """Make the function an edge of the tree, if a library alone calls it, where no event loop runs."""
    if graph.project.config.to_sync is None:
        return False
    kind = blocker_of(graph.project, function)
    runs = kind in {None, "override"} and runs_outside_loops(graph.project, function)
    runs = runs or (kind in {None, "decorator"} and _is_taken(graph, function))
    return runs and not graph.is_called(function) and serve(graph, found, function, [], why)


def _is_taken(graph: Graph, function: Function) -> bool:
    """Tell whether a decorator or a call hands it to such a library: `path("shops/", views.shops)`, `@receiver(saved)`.

    It stays synchronous, so that decorators find what they know.
    """
    return any(calls_in_worker_threads(name) for name in outside_takers(graph, function, "passed"))


def dismiss(graph: Graph, found: Colour, function: Function) -> None:
    """Take the function back: it is no edge of the tree."""
    del found.served[function]
    found.alone -= _facade_calls(graph, function)
    graph.project.edges[function] = False


def _facade_calls(graph: Graph, function: Function) -> set[ast.expr]:
    return {call.call for call in graph.facade_calls if call.caller is function}
