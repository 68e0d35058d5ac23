"""Calls of what is still synchronous in functions that are async now: they would hold up the event loop."""

import ast
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from tools.ferry.calls.families import is_mixed
from tools.ferry.calls.graph import Edge, Graph
from tools.ferry.colour.colour import Colour, Place
from tools.ferry.colour.staying import kept_functions, with_callers
from tools.ferry.edits.consume import off_loop, read_off_loop
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.run_besides import asked_by_builtins, run_besides
from tools.ferry.functions.decorators import is_started
from tools.ferry.functions.edges import has_no_loop, is_in_class_body
from tools.ferry.functions.waits import facade_waits, waiters
from tools.ferry.plan.closure import Selection
from tools.ferry.project.carriers import used_name
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.fixtures import serves_tests
from tools.ferry.types.flow import CONSTRUCTORS, built_by
from tools.ferry.types.parsed_arguments import calls_off_loop


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A call of `name` that waits in an async function; `keeper` is the blocker that keeps it synchronous for good.

    Or the read of a property, or a call that is given a function and calls it at once.
    """

    module: Module
    call: ast.Call | ast.Attribute
    caller: Function
    name: str
    keeper: Place | None


def _waiting_calls(graph: Graph, colour: Colour, selection: Selection) -> Iterator[_Waiting]:
    """Yield the calls that wait in the functions of the step and may run in another thread.

    In tests, those of what stays synchronous for good do not: nothing else waits for a test's loop, and an object such
    as a connection of `sqlite3` stays in the thread that it belongs to. What comes to a loop of its own does anywhere:
    it cannot run where another one does. Nor does a call of what may be a lambda, too: it asks in its own step.
    """
    new_async = {function for function in selection.functions if not function.is_async}
    layer_waits = facade_waits(graph.project)
    waits = loop_users(graph, colour)
    starting = _starting(graph, colour, selection)
    kept = kept_functions(graph, colour)
    for callee in sorted((colour.reason.keys() | kept.keys() | waits) - new_async, key=lambda f: f.name):
        keeper = kept.get(callee)
        uses = uses_of(graph, callee) if callee in waits else graph.edges_to(callee)
        for edge in uses if not callee.is_async else ():
            stays = callee not in waits and _stays(graph, edge, keeper)
            is_async = callee in starting and edge.caller is not None and edge.caller.is_async
            run = edge.node if edge.how == "call" else run_besides(graph.project, edge) if callee in waits else None
            if run is not None and (is_async or edge.caller in selection.functions) and not stays:
                yield from _waiting(edge.module, run, edge.caller, callee.short, keeper)
    for module, made in calls_off_loop(graph.project.references.inference):
        if (caller := graph.project.owner(module, made)) in new_async:
            yield from _waiting(module, made, caller, called_name(made.func), None)
    for call in graph.facade_calls:
        stays = selection.has(call.component) or colour.is_bridged(call)
        stays = stays or (serves_tests(call.module) and not layer_waits)
        if call.how == "call" and call.caller in new_async and not stays:
            yield from _waiting(call.module, call.call, call.caller, used_name(call.use), colour.keeper(call))


def _stays(graph: Graph, edge: Edge, keeper: Place | None) -> bool:
    """Tell whether the call is better left where it is than run in a thread."""
    if keeper is not None:
        return serves_tests(edge.module)
    return isinstance(edge.node, ast.Call) and is_mixed(graph.callees, edge.module, edge.node.func)


def loop_users(graph: Graph, colour: Colour) -> set[Function]:
    """Return the functions that stay synchronous and run a loop of their own, or wait for one, and what calls them.

    Where other code starts a loop, what a table of commands can run beside it does not keep tests out of theirs; what
    stays on a facade that has a loop of its own fails in any.
    """
    kept = _with_all_callers(graph, colour, _kept_on_loops(graph, colour), beside=True)
    return _with_all_callers(graph, colour, {*kept, *_runners(graph, colour), *_waiting_at_edges(graph, colour)})


def _starting(graph: Graph, colour: Colour, selection: Selection) -> set[Function]:
    """Return the loop users that come to a loop by what this step makes async, or takes off the facade."""
    callers = [edge.caller for function in selection.functions for edge in graph.edges_to(function)]
    callers += [call.caller for call in graph.facade_calls if selection.has(call.component)]
    callers += [call.caller for call in graph.facade_calls if call.call in selection.bridged]
    return _with_all_callers(graph, colour, _edges_of_tree(graph, callers))


def _with_all_callers(graph: Graph, colour: Colour, functions: set[Function], *, beside: bool = False) -> set[Function]:
    """Return the functions with all that stay synchronous and come to them, also by making an object or a command."""
    found = functions
    size = -1
    while size != len(found):
        size = len(found)
        callers = {edge.caller for function in found for edge in _runs_besides(graph, function)}
        synchronous = {caller for caller in callers if caller is not None and not caller.is_async}
        found = {*with_callers(graph, colour, found | (synchronous - colour.reason.keys()), beside=beside)}
    return found


def uses_of(graph: Graph, function: Function) -> list[Edge]:
    """Return the uses of a function, and where it is run though no code calls it there by its name."""
    return [*graph.edges_to(function), *_runs_besides(graph, function)]


def _runs_besides(graph: Graph, function: Function) -> Iterator[Edge]:
    """Yield where objects are made, if the function is run for that, and where click runs it as a command.

    And where a lambda stands, and where `len(x)` and its like ask for a special method.
    """
    if isinstance(function.node, ast.Lambda):
        yield Edge(function, function.outer, function.module, function.node, "passed")
    for module, run in graph.command_runs.of(function):
        yield Edge(function, graph.project.owner(module, run), module, run, "call")
    for module, asking in asked_by_builtins(graph.project, function):
        yield Edge(function, graph.project.owner(module, asking), module, asking, "call")
    is_run = function.short in {*CONSTRUCTORS, "__post_init__"}
    for cls in built_by(graph.project.program, function) if is_run else ():
        for module, named in graph.project.references.to(cls):
            call = module.parents[named]
            if isinstance(call, ast.Call) and call.func is named and not graph.project.is_retired(module):
                yield Edge(function, graph.project.owner(module, call), module, call, "call")


def _waiting(
    module: Module, call: ast.expr, caller: Function | None, name: str, keeper: Place | None
) -> Iterator[_Waiting]:
    if isinstance(call, ast.Call | ast.Attribute) and caller is not None:
        yield _Waiting(module, call, caller, name, keeper)


def move_waiting(graph: Graph, colour: Colour, selection: Selection, asked: set[ast.expr], edits: EditSet) -> None:
    """Run such calls in a worker thread; a lambda cannot await one, and hands it on where that is all that it does.

    A call in `asked` can run async functions too, and stays where it is. Nothing is awaited in the body of a class.
    """
    for waiting in _waiting_calls(graph, colour, selection):
        module, call, caller = waiting.module, waiting.call, waiting.caller
        if call in asked or is_in_class_body(module, call):
            continue
        handed_on = colour.hands_on(caller)
        if handed_on and not (isinstance(caller.node, ast.Lambda) and caller.node.body is call):
            continue
        if isinstance(call, ast.Attribute):
            read_off_loop(module, call, edits)
        else:
            off_loop(module, call, edits, handed_on=handed_on)
        if waiting.keeper is not None:
            edits.in_threads.append((module.file, call.lineno, waiting.name, waiting.keeper))


def _runners(graph: Graph, colour: Colour) -> set[Function]:
    """Return the functions that run an event loop of their own."""
    return {function for function, _ in graph.runners} - colour.reason.keys()


def _kept_on_loops(graph: Graph, colour: Colour) -> set[Function]:
    """Return the functions that stay on a facade with an event loop of its own."""
    waits = facade_waits(graph.project)
    kept = (call.caller for call in graph.facade_calls if waits and not colour.moves(call))
    return {caller for caller in kept if caller is not None} - colour.reason.keys()


def _waiting_at_edges(graph: Graph, colour: Colour) -> set[Function]:
    """Return the functions that wait for an event loop by `to_sync`, now or after a step."""
    callers = [edge.caller for function in colour.reason for edge in graph.edges_to(function)]
    callers += [call.caller for call in graph.facade_calls]
    return _edges_of_tree(graph, callers) | waiters(graph.project)


def _edges_of_tree(graph: Graph, callers: Iterable[Function | None]) -> set[Function]:
    """Return those of the functions that wait where no event loop runs."""
    edges = {caller for caller in callers if caller is not None and has_no_loop(graph.project, caller)}
    return {edge for edge in edges if not is_started(graph.project, edge)}  # its body is in another thread anyway
