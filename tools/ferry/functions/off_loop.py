"""Functions that are run outside the event loop: in threads, by a WSGI server, by what `[target] sync_callers` names.

What runs them cannot await. `[target] to_sync` makes a synchronous function of an async one, for them to call.
"""

import ast

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.names import bases_outside, resolve_expression
from tools.ferry.types.values import External, Instance, Value

THREADS = frozenset({
    "threading.Thread", "threading.Timer", "_thread.start_new_thread", "concurrent.futures.ThreadPoolExecutor.submit",
    "concurrent.futures.ThreadPoolExecutor.map", "multiprocessing.pool.ThreadPool.apply_async",
})  # fmt: skip
"""What runs a function in a thread that has no event loop."""


def runs_off_loop(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether a function that is given away at `node` is run outside the event loop, where `to_sync` serves."""
    return project.config.to_sync is not None and goes_off_loop(project, module, node)


def goes_off_loop(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether what is given away at `node` is run outside the event loop, or made synchronous for that."""
    call = _taker(module, node)
    while call is not None and called_name(call.func) == "partial":
        call = _taker(module, call)
    if call is None:
        return False
    made_sync = project.references.inference.made_synchronous(call) is not None
    return made_sync or not _names(project, module, call.func).isdisjoint(THREADS.union(project.config.sync_callers))


def is_wsgi(function: Function) -> bool:
    """Tell whether a WSGI server calls the function: by the names that PEP 3333 gives to its parameters."""
    return not function.is_async and [param.arg for param in function.params][-2:] == ["environ", "start_response"]


def _taker(module: Module, node: ast.expr) -> ast.Call | None:
    """Return the call that is given `node` as an argument."""
    parent = module.parents[node]
    if isinstance(parent, ast.keyword):
        parent = module.parents[parent]
    return parent if isinstance(parent, ast.Call) and parent.func is not node else None


def _names(project: Project, module: Module, func: ast.expr) -> set[str]:
    """Return the dotted names outside the tree that a callee can have; a method by what makes its object."""
    found = resolve_expression(project.program, module, func)
    names = {found} if isinstance(found, str) else set()
    if isinstance(func, ast.Attribute):
        values = project.references.inference.of(module, func.value)
        if not values:
            # `parser.set_defaults`: nothing is known of the parser, but somebody named the method.
            names |= {name for name in project.config.sync_callers if name.rpartition(".")[2] == func.attr}
        for value in values:
            names |= {f"{owner}.{func.attr}" for owner in _classes_outside(project, value)}
    return names


def _classes_outside(project: Project, value: Value) -> list[str]:
    """Return the dotted name of a value from outside the tree, or of the bases that an object of the tree has there."""
    if isinstance(value, External):
        return [value.name]
    return bases_outside(project.program, value.cls) if isinstance(value, Instance) else []
