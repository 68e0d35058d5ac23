"""What a `package` step writes that a person has to look at: functions that nobody calls, locks that are held."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.colour.colour import Colour
from tools.ferry.functions.variables import values_of
from tools.ferry.plan.closure import Selection
from tools.ferry.source import Function, Module
from tools.ferry.types.names import resolve_expression
from tools.ferry.uses.consumption import COLOURING

_LOCKS = frozenset(
    f"{package}.{name}"
    for package in ("threading", "multiprocessing")
    for name in ("Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition")
)


def notes_of(graph: Graph, colour: Colour, selection: Selection) -> list[str]:
    """Return a note for each such place of the step."""
    places = {*_uncalled(graph, selection), *_held_locks(graph, colour, selection)}
    return [f"{file}:{line}: {text}" for file, line, text in sorted(places)]


def _uncalled(graph: Graph, selection: Selection) -> Iterator[tuple[str, int, str]]:
    for function in selection.functions:
        if graph.is_uncalled(function):
            text = f"`{function.short}` becomes async, and no code of the tree calls it: whoever does must await it"
            yield function.module.file, function.line, text


def _held_locks(graph: Graph, colour: Colour, selection: Selection) -> Iterator[tuple[str, int, str]]:
    """Yield the `with` blocks on a lock between threads in which something is awaited now."""
    for module, node, function in _awaited(graph, colour, selection):
        for above in graph.project.program.ancestors(module, node):
            if above is function.node:
                break
            if isinstance(above, ast.With):
                for lock in (item.context_expr for item in above.items if _is_lock(graph, module, item.context_expr)):
                    text = f"`{ast.unparse(lock)}` is a lock between threads, held while this waits: use `asyncio.Lock`"
                    yield module.file, above.lineno, text


def _is_lock(graph: Graph, module: Module, node: ast.expr) -> bool:
    made = values_of(graph.project, module, node)
    calls = ((owner, value.func) for owner, value in made if isinstance(value, ast.Call))
    return any(resolve_expression(graph.project.program, owner, func) in _LOCKS for owner, func in calls)


def _awaited(graph: Graph, colour: Colour, selection: Selection) -> Iterator[tuple[Module, ast.expr, Function]]:
    """Yield the calls that the step awaits, with the function around each."""
    for function in selection.functions:
        for edge in graph.edges_to(function) if not function.is_async else ():
            if edge.how in COLOURING and edge.caller in selection.functions:
                yield edge.module, edge.node, edge.caller
    for call in graph.facade_calls:
        if call.caller in selection.functions and (selection.has(call.component) or colour.is_bridged(call)):
            yield call.module, call.call, call.caller
