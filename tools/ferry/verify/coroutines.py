"""Coroutines that nobody awaits, awaits where none can be, and plain loops over async generators."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.eyes import Eyes, is_generator
from tools.ferry.verify.finding import finding
from tools.ferry.verify.tree import File

CONSUMERS = {
    "gather", "wait", "wait_for", "create_task", "ensure_future", "shield", "as_completed", "run", "timeout",
    "run_until_complete", "run_coroutine_threadsafe", "start_soon", "spawn", "iscoroutine", "isawaitable", "close",
    "append", "add_task", "submit", "TaskGroup",
}  # fmt: skip
"""Calls that take a coroutine and await it, or ask what it is."""


def check_coroutines(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file."""
    for node in file.parents:
        if isinstance(node, ast.Call) and eyes.colour(file, node) == "async":
            problem = _problem(eyes, file, node)
            if problem:
                yield finding(file, node, "unawaited", f"`{ast.unparse(node.func)}(…)` is a coroutine: {problem}")
        elif isinstance(node, ast.Await | ast.AsyncFor | ast.AsyncWith):
            yield from _outside(file, node)
        elif isinstance(node, ast.comprehension) and node.is_async:
            yield from _outside(file, node.iter)
        if isinstance(node, ast.For) and isinstance(node.iter, ast.Call):
            for definition in eyes.definitions(file, node.iter):
                if (
                    isinstance(definition, ast.AsyncFunctionDef)
                    and is_generator(definition)
                    and not definition.decorator_list
                ):
                    text = f"`{ast.unparse(node.iter.func)}` is an async generator; use `async for`"
                    yield finding(file, node, "async_iteration", text)


def _outside(file: File, node: ast.expr | ast.stmt) -> Iterator[Finding]:
    if not file.in_async(node):
        yield finding(file, node, "await_outside", "only an `async def` can wait for this")


def _problem(eyes: Eyes, file: File, call: ast.Call) -> str:
    """Return what is wrong with how the coroutine is used, or the empty string."""
    parent = file.parents[call]
    match parent:
        case ast.Await():
            return ""
        case ast.Expr():
            return "it is never awaited"
        case ast.Return():
            function = file.function_of(call)
            if isinstance(function, ast.AsyncFunctionDef):
                return "it is returned without an await"
            return "" if _is_awaited_by_callers(eyes, file, function) else "a function that is not async returns it"
        case ast.Lambda():
            return ""
        case ast.Assign() | ast.AnnAssign() | ast.NamedExpr():
            targets = parent.targets if isinstance(parent, ast.Assign) else [parent.target]
            return "" if all(_is_used_well(file, target) for target in targets) else "the name holds it, not its result"
        case ast.Call() | ast.keyword() | ast.Starred():
            return "" if _is_consumed(file, call) else "it is passed on in place of its result"
        case ast.ListComp() | ast.SetComp() | ast.GeneratorExp() | ast.List() | ast.Tuple() | ast.Set():
            return "" if _is_consumed(file, call) else "it is put into a container"
        case ast.If() | ast.While() | ast.IfExp() | ast.BoolOp() | ast.UnaryOp() | ast.Assert() | ast.comprehension():
            return "its truth is tested, which is always true"
        case ast.Compare():
            return "it is compared in place of its result"
    return "it is used in place of its result"


def _is_awaited_by_callers(eyes: Eyes, file: File, function: ast.AST | None) -> bool:
    """Tell whether a function that hands on a coroutine says so in its annotation."""
    returns = getattr(function, "returns", None)
    return returns is not None and any(word in ast.unparse(returns) for word in ("Awaitable", "Coroutine", "Future"))


def _is_used_well(file: File, target: ast.expr) -> bool:
    """Tell whether the variable that holds a coroutine is awaited or handed to something that awaits."""
    if not isinstance(target, ast.Name):
        return False
    scope: ast.AST = file.function_of(target) or file.tree
    for node in ast.walk(scope):
        if isinstance(node, ast.Name) and node.id == target.id and isinstance(node.ctx, ast.Load):
            parent = file.parents[node]
            handed_on = isinstance(parent, ast.Return) and not isinstance(scope, ast.AsyncFunctionDef)
            if handed_on or isinstance(parent, ast.Await) or _is_consumed(file, node):
                return True
            if isinstance(parent, ast.Attribute) and parent.attr in {"close", "send", "throw"}:
                return True
    return False


def _is_consumed(file: File, node: ast.expr) -> bool:
    """Tell whether the value ends up, through containers and unpacking, as an argument of a consumer."""
    current: ast.AST = node
    for parent in file.up(node):
        if isinstance(parent, ast.Call) and current is not parent.func:
            name = parent.func.attr if isinstance(parent.func, ast.Attribute) else getattr(parent.func, "id", "")
            return name in CONSUMERS
        if isinstance(parent, ast.Assign) and current is parent.value and current is not node:
            return all(_is_used_well(file, target) for target in parent.targets)
        if isinstance(parent, ast.stmt | ast.Lambda):
            return False
        if isinstance(parent, ast.If | ast.Compare | ast.BoolOp):
            return False
        current = parent
    return False
