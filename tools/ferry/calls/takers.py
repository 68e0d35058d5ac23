"""What a function is handed to: its decorators, and the calls that are given it."""

import ast

from tools.ferry.calls.graph import Graph
from tools.ferry.functions.decorators import outside_names
from tools.ferry.source import Function, Module
from tools.ferry.uses.consumption import How


def outside_takers(graph: Graph, function: Function, how: How) -> set[str]:
    """Return the dotted names outside the tree of its decorators, and of the calls that are given it in this way."""
    takers: list[tuple[Module, ast.expr]] = [(function.module, decorator) for decorator in function.decorators]
    for edge in graph.edges_to(function):
        call = edge.module.parents[edge.node] if edge.how == how else None
        call = edge.module.parents[call] if isinstance(call, ast.keyword) else call
        takers += [(edge.module, call)] if isinstance(call, ast.Call) else []
    return {name for module, taker in takers for name in outside_names(graph.project, module, taker) if name}
