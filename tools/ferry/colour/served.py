"""Functions that nobody calls and that code outside any event loop may load by their name: `to_sync` serves them.

Such a function stays synchronous for what loads it, as an edge of the tree, and its own calls go through `to_sync`.
"""

import ast

from tools.ferry.calls.graph import Edge, FacadeCall, Graph
from tools.ferry.colour.colour import Colour
from tools.ferry.source import Function, Module

Place = tuple[Module, ast.expr]


def serve(graph: Graph, found: Colour, function: Function, places: list[Place], why: Edge | FacadeCall) -> bool:
    """Make the function an edge of the tree, if `to_sync` can serve what it calls."""
    node = why.call if isinstance(why, FacadeCall) else why.node
    can_serve = why.how == "call" and isinstance(node, ast.Call) and isinstance(node.func, ast.Name | ast.Attribute)
    if graph.project.config.to_sync is None or function.is_generator or not can_serve:
        return False
    found.served[function] = places, why
    graph.project.edges[function] = True
    return True


def dismiss(graph: Graph, found: Colour, function: Function) -> None:
    """Take the function back: it is no edge of the tree."""
    del found.served[function]
    graph.project.edges[function] = False
