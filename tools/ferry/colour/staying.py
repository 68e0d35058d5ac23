"""What stays synchronous for good, and what that keeps from becoming async."""

import ast
from collections.abc import Collection, Iterable, Iterator

from tools.ferry.calls.graph import Edge, FacadeCall, Graph
from tools.ferry.colour.colour import Colour, Place
from tools.ferry.functions.off_loop import goes_off_loop
from tools.ferry.functions.waits import facade_waits
from tools.ferry.source import Function
from tools.ferry.types.flow import overridden
from tools.ferry.uses.consumption import COLOURING


def uses_on_the_loop(graph: Graph, found: Colour) -> Iterator[tuple[Function, Edge | FacadeCall, Place]]:
    """Yield the coloured functions that loop over, or enter, what stays on a facade with an event loop of its own.

    A call of it can run in a thread, a block of code cannot. Each with why it is coloured, and the blocker.
    """
    for function, place in kept_functions(graph, found).items() if facade_waits(graph.project) else ():
        for edge in graph.edges_to(function) if graph.shape(function) != "await" else ():
            if edge.how in COLOURING and edge.caller in found.reason:
                yield edge.caller, found.reason[edge.caller], place


def kept_functions(graph: Graph, colour: Colour) -> dict[Function, Place]:
    """Return the functions that a blocker keeps synchronous for good, each with the blocker.

    That is what is frozen, what uses a facade that stays, and all that call these without becoming async.
    """
    found = dict(colour.frozen)
    for call in graph.facade_calls:
        away = call.how == "passed" and goes_off_loop(graph.project, call.module, call.call)
        if call.caller is not None and not call.caller.is_async and not colour.moves(call) and not away:
            found.setdefault(call.caller, colour.keeper(call) or (call.module.file, call.call.lineno))
    beside = facade_waits(graph.project)
    return {function: found[kept] for function, kept in with_callers(graph, colour, found, beside=beside).items()}


def with_callers(
    graph: Graph, colour: Colour, functions: Iterable[Function], *, beside: bool = False
) -> dict[Function, Function]:
    """Return the functions with all that stay synchronous and call them, or have them called; each with which of them.

    Through a variable that holds others, too, only if `beside`: a table of commands, of which one starts a loop.
    """
    found = {function: function for function in functions}
    queue = list(found)
    while queue:
        function = queue.pop()
        for above in _callers(graph, function, found.keys(), beside):
            if not above.is_async and above not in colour.reason and above not in found:
                found[above] = found[function]
                queue.append(above)
    return found


def _callers(graph: Graph, function: Function, known: Collection[Function], beside: bool) -> Iterator[Function]:
    """Yield what calls the function, gives it to a call, or has the lambda in one."""
    for edge in (
        edge for one in (function, *overridden(graph.project.program, function)) for edge in graph.edges_to(one)
    ):
        call = edge.node if edge.how != "unrolled" and not beside else None
        by_name = isinstance(call, ast.Call) and getattr(call.func, "attr", "") == function.short  # of any heir
        if isinstance(call, ast.Call) and not by_name and graph.callees.runs_besides(edge.module, call, known):
            continue
        away = edge.how == "passed" and not goes_off_loop(graph.project, edge.module, edge.node)
        if edge.caller is not None and (edge.how in COLOURING or away):
            yield edge.caller
    if isinstance(function.node, ast.Lambda) and function.outer is not None:
        around = function.module.parents[function.node]
        if isinstance(around, ast.Call | ast.keyword) and not goes_off_loop(
            graph.project, function.module, function.node
        ):
            yield function.outer
