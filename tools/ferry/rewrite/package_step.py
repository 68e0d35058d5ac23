"""The edits of a `package` step: functions become async, calls are awaited, the facade's carriers are switched."""

import ast

from tools.ferry.plan.closure import Selection
from tools.ferry.plan.colour import Colour
from tools.ferry.plan.graph import Edge, FacadeCall, Graph
from tools.ferry.rewrite.edits import EditSet
from tools.ferry.rewrite.functions import become_async
from tools.ferry.rewrite.switch import switch_component
from tools.ferry.rewrite.test_doubles import follow_functions
from tools.ferry.source import Function, Module


def package_edits(graph: Graph, colour: Colour, selection: Selection) -> EditSet:
    """Return the edits that carry out `selection`."""
    edits = EditSet()
    new_async = {f for f in selection.functions if not f.is_async}
    for component in selection.components:
        switch_component(graph, component, edits)
    for call in graph.facade_calls:
        if selection.has(call.component):
            await_call(call.module, call.call, call.how, edits)
        elif call.caller in selection.functions and colour.is_bridged(call):
            _bridge(graph, call, edits)
    for function in sorted(new_async, key=lambda f: f.name):
        become_async(graph, function, edits)
        for edge in graph.edges_to(function):
            if edge.how in {"call", "offloaded"} and _is_async(edge.caller, new_async):
                await_call(edge.module, edge.node, edge.how, edits)
    _off_loop(graph, colour, selection, new_async, edits)
    follow_functions(graph, new_async, edits)
    return edits


def _bridge(graph: Graph, call: FacadeCall, edits: EditSet) -> None:
    """Await the call on the async form of its receiver, which stays on the facade for the sake of a blocked place."""
    config = graph.project.config
    if config.from_facade is None:
        return
    edits.add(call.module, call.use.value, "bridge", config.from_facade.rpartition(".")[2])
    edits.of(call.module).needs.add(config.from_facade)
    if config.renamed(call.use.attr) != call.use.attr:
        edits.add(call.module, call.use, "rename_attribute", config.renamed(call.use.attr))
    await_call(call.module, call.call, call.how, edits)


def _is_async(function: Function | None, new_async: set[Function]) -> bool:
    return function is not None and (function.is_async or function in new_async)


def await_call(module: Module, call: ast.expr, how: str, edits: EditSet) -> None:
    """Await a call; one that ran in a worker thread comes back onto the loop."""
    if how == "awaited":
        return
    edits.add(module, call, "on_loop" if how == "offloaded" else "await_call")
    if how == "offloaded":
        edits.of(module).drops |= {n.id for n in ast.walk(call) if isinstance(n, ast.Name)}
    comprehension = module.parents[call]
    while isinstance(comprehension, ast.expr | ast.comprehension) and not isinstance(comprehension, ast.Lambda):
        if isinstance(comprehension, ast.GeneratorExp) and not _is_first_iterable(comprehension, call):
            edits.add(module, comprehension.elt, "list_comprehension")
        comprehension = module.parents[comprehension]


def _is_first_iterable(generator: ast.GeneratorExp, call: ast.expr) -> bool:
    """Tell whether the call is in the outermost iterable, which is evaluated before the generator starts."""
    return any(node is call for node in ast.walk(generator.generators[0].iter))


def _off_loop(graph: Graph, colour: Colour, selection: Selection, new_async: set[Function], edits: EditSet) -> None:
    """Keep callees that are still synchronous off the event loop of the functions that this step rewrites."""
    still_sync = (set(colour.reason) | colour.frozen) - new_async
    for callee in sorted(still_sync, key=lambda f: f.name):
        for edge in graph.edges_to(callee):
            if edge.how == "call" and edge.caller in selection.functions and _can_await(edge):
                edits.add(edge.module, edge.node, "off_loop")
                edits.of(edge.module).needs.add("asyncio")


def _can_await(edge: Edge) -> bool:
    return isinstance(edge.node, ast.Call)
