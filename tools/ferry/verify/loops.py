"""Event-loop shims and tasks that nobody holds."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.eyes import Eyes, all_arguments
from tools.ferry.verify.finding import finding
from tools.ferry.verify.tree import File

_RUNNERS = {"asyncio.run", "anyio.run"}
_CROSSERS = {"run_until_complete", "run_coroutine_threadsafe"}
_OFFLOADERS = {"to_thread": 0, "run_in_executor": 1, "run_in_threadpool": 0, "submit": 0}


def check_loops(eyes: Eyes, file: File, target: str) -> Iterator[Finding]:
    """Yield the findings of one file; `target` is the dotted name of the async class."""
    for node in file.parents:
        if not isinstance(node, ast.Call):
            continue
        name = eyes.dotted(file, node.func)
        last = node.func.attr if isinstance(node.func, ast.Attribute) else name.rpartition(".")[2]
        if name in _RUNNERS or last in _CROSSERS:
            why = _shim(eyes, file, node, target)
            if why:
                yield finding(file, node, "event_loop_shim", f"`{ast.unparse(node.func)}`: {why}")
        elif last in _OFFLOADERS and len(node.args) > _OFFLOADERS[last]:
            yield from _offloaded(eyes, file, node, node.args[_OFFLOADERS[last]])
        elif last in {"create_task", "ensure_future"} and _is_lost(file, node):
            yield finding(file, node, "lost_task", "keep the task, or start it in a TaskGroup")


def _shim(eyes: Eyes, file: File, call: ast.Call, target: str) -> str:
    function = file.function_of(call)
    if isinstance(function, ast.AsyncFunctionDef):
        return "a loop is running already; await the coroutine"
    coroutine = call.args[0] if call.args else None
    called = coroutine.func if isinstance(coroutine, ast.Call) else None
    if isinstance(called, ast.Attribute) and any(owner.name == target for owner in eyes.types(file, called.value)):
        return "this hides an operation of the async layer behind a synchronous function"
    given = {argument.arg for argument in all_arguments(function)} if function is not None else set()
    if isinstance(coroutine, ast.Name) and coroutine.id in given:
        return "a function that runs any coroutine makes every caller block"
    return ""


def _offloaded(eyes: Eyes, file: File, call: ast.Call, function: ast.expr) -> Iterator[Finding]:
    """Report an async function that is run in a worker thread: the thread gets a coroutine and drops it."""
    if isinstance(function, ast.Name | ast.Attribute):
        probe = ast.copy_location(ast.Call(func=function, args=[], keywords=[]), call)
        if eyes.colour(file, probe) == "async":
            yield finding(file, call, "event_loop_shim", f"`{ast.unparse(function)}` is async; await it on the loop")


def _is_lost(file: File, call: ast.Call) -> bool:
    """Tell whether the call's task is dropped at once, and no group holds it."""
    return isinstance(file.parents[call], ast.Expr) and not _is_group(file, call.func)


def _is_group(file: File, func: ast.expr) -> bool:
    """Tell whether the task is started in a group, which holds it."""
    if not isinstance(func, ast.Attribute) or not isinstance(func.value, ast.Name):
        return False
    for parent in file.up(func):
        if isinstance(parent, ast.AsyncWith):
            names = [i.optional_vars.id for i in parent.items if isinstance(i.optional_vars, ast.Name)]
            if func.value.id in names:
                return True
    return func.value.id in {"group", "task_group", "tg", "nursery"}
