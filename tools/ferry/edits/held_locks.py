"""Locks between threads that a function holds at a place: what waits there in an event loop waits with the lock.

Another task of the same thread that asks for a `Lock` stops the loop, and with it the task that would release it; an
`RLock` lets it in.
"""

import ast
from collections.abc import Iterator

from tools.ferry.carriers.places import called_functions
from tools.ferry.functions.variables import values_of
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.values import External

_LOCKS = frozenset(
    f"{package}.{name}"
    for package in ("threading", "multiprocessing")
    for name in ("Lock", "RLock", "Semaphore", "BoundedSemaphore", "Condition")
)
_DEEPEST = 3


def locks_held(
    project: Project, function: Function, module: Module, node: ast.AST, depth: int = 0
) -> Iterator[ast.expr]:
    """Yield the locks between threads that the function, of which the node is a part, holds there."""
    for lock in (*_entered(project, function, module, node), *_acquired(project, function, module, node)):
        if _is_lock(project, module, lock, depth):
            yield lock


def _entered(project: Project, function: Function, module: Module, node: ast.AST) -> Iterator[ast.expr]:
    """Yield what the `with` statements around the node have entered before it."""
    below = node
    for above in project.program.ancestors(module, node):
        if above is function.node:
            return
        if isinstance(above, ast.With):
            before = above.items[: above.items.index(below)] if isinstance(below, ast.withitem) else above.items
            yield from (item.context_expr for item in before)
        below = above


def _acquired(project: Project, function: Function, module: Module, node: ast.AST) -> Iterator[ast.expr]:
    """Yield what the function acquires in a line above that of the node, and releases in one below."""
    line = getattr(node, "lineno", 0)
    released = {ast.unparse(lock) for lock, at in _calls_of(project, function, module, "release") if at > line}
    for lock, at in _calls_of(project, function, module, "acquire") if released else ():
        if at < line and ast.unparse(lock) in released:
            yield lock


def _calls_of(project: Project, function: Function, module: Module, method: str) -> Iterator[tuple[ast.expr, int]]:
    for named in project.program.loads.within(module, method):
        if isinstance(named, ast.Attribute) and project.owner(module, named) is function:
            yield named.value, named.lineno


def _is_lock(project: Project, module: Module, node: ast.expr, depth: int) -> bool:
    """Tell whether the expression is a lock between threads, or a context manager of the tree that holds one."""
    found = project.references.inference.of(module, node)
    if any(isinstance(value, External) and value.name in _LOCKS for value in found):
        return True
    return any(
        _makes_lock(project, owner, value, depth)
        for owner, value in values_of(project, module, node)
        if isinstance(value, ast.Call)
    )


def _makes_lock(project: Project, module: Module, call: ast.Call, depth: int) -> bool:
    makers = [call.func, *(keyword.value for keyword in call.keywords if keyword.arg == "default_factory")]
    if called_name(call.func) == "defaultdict":
        makers += call.args[:1]
    if any(resolve_expression(project.program, module, maker) in _LOCKS for maker in makers):
        return True
    if called_name(call.func) == "setdefault" and len(call.args) == 2:
        return _is_lock(project, module, call.args[1], depth)
    functions = called_functions(project, module, call) if depth < _DEEPEST else ()
    return any(_gives_lock(project, function, depth + 1) for function in functions)


def _gives_lock(project: Project, function: Function, depth: int) -> bool:
    """Tell whether the function returns a lock, or holds one while it yields; what the facade has, its target has."""
    if function.is_async or function.cls in project.facade_classes:
        return False
    home = function.module
    yields = [node for node in ast.walk(function.node) if isinstance(node, ast.Yield)] if function.is_generator else []
    return any(_is_lock(project, home, returned, depth) for returned in function.returns) or any(
        any(locks_held(project, function, home, node, depth)) for node in yields
    )
