"""Functions that wait for another thread, by a queue or an event: in an event loop they hold up all others."""

import ast
from collections.abc import Iterator

from tools.ferry.functions.off_loop import THREADS, runs_off_loop
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.values import External, FunctionRef

_QUEUES = frozenset(f"queue.{name}" for name in ("LifoQueue", "PriorityQueue", "Queue", "SimpleQueue"))
_WAITING = {
    "get": _QUEUES,
    "join": frozenset({"multiprocessing.Process", "threading.Thread", "threading.Timer", *_QUEUES}),
    "wait": frozenset({"threading.Barrier", "threading.Condition", "threading.Event"}),
}
"""The methods that wait for another thread, and the classes of the objects."""


def waiting_calls(project: Project, module: Module) -> Iterator[tuple[Function, ast.Call]]:
    """Yield the calls of the module that certainly wait for another thread, with the function around each."""
    for owner, call, classes in _calls(project, module):
        if any(name in classes for name in names_of_receiver(project, module, call)):
            yield owner, call


def waits_in_thread(project: Project, function: Function) -> bool:
    """Tell whether the function is the body of a thread, and waits there for another one.

    In the loop on which `to_sync` runs it, that other one may wait for the loop itself. Of an object of which nothing
    is known a call counts that says nothing of what it asks for: `jobs.get()` is not one of a mapping.
    """
    if project.in_threads is None:
        project.in_threads = _given_to_threads(project)
    return function in project.in_threads and any(
        not classes.isdisjoint(names) if (names := names_of_receiver(project, function.module, call)) else not call.args
        for owner, call, classes in _calls(project, function.module)
        if owner is function
    )


def _calls(project: Project, module: Module) -> Iterator[tuple[Function, ast.Call, frozenset[str]]]:
    """Yield the calls of methods with such names in functions of the module, with the classes that wait."""
    for method, classes in _WAITING.items():
        for node in project.program.loads.within(module, method):
            call, owner = module.parents[node], project.owner(module, node)
            if isinstance(node, ast.Attribute) and isinstance(call, ast.Call) and call.func is node and owner:
                yield owner, call, classes


def names_of_receiver(project: Project, module: Module, call: ast.Call) -> list[str]:
    """Return what is known of the object whose method is called: names from outside the tree, empty ones of others."""
    values = project.references.inference.of(module, call.func.value) if isinstance(call.func, ast.Attribute) else ()
    return [value.name if isinstance(value, External) else "" for value in values]


def _given_to_threads(project: Project) -> set[Function]:
    """Return the functions that calls name for a thread to run, where `to_sync` serves."""
    found: set[Function] = set()
    for kind in {name.rpartition(".")[2] for name in THREADS}:
        for module, node in project.program.loads.get(kind, []):
            call = module.parents[node]
            arguments = [*call.args, *(k.value for k in call.keywords)] if isinstance(call, ast.Call) else []
            for argument in arguments:
                if runs_off_loop(project, module, argument):
                    found.update(_meant(project, module, argument))
    return found


def _meant(project: Project, module: Module, node: ast.expr) -> Iterator[Function]:
    while isinstance(node, ast.Call) and called_name(node.func) == "partial" and node.args:
        node = node.args[0]
    if isinstance(node, ast.Name | ast.Attribute):
        values = project.references.inference.of(module, node)
        yield from (value.function for value in values if isinstance(value, FunctionRef))
