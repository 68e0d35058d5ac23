"""Thread locks that are held while a coroutine waits, or that are entered as if they were asyncio's."""

import ast
import re
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import External, Instance

_LOCK = re.compile(
    r"(threading|_thread|multiprocessing)\.(Lock|RLock|Semaphore|BoundedSemaphore|Condition|allocate_lock)\(\)$"
)
_WAITS = (ast.Await, ast.AsyncFor, ast.AsyncWith)


def check_locks(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file."""
    for node in file.nodes:
        if isinstance(node, ast.With) and file.in_async(node):
            for item in node.items:
                held = is_thread_lock(eyes, file, item.context_expr) or _manages_lock(eyes, file, item.context_expr)
                if held and any(_waits(statement) for statement in node.body):
                    yield _held(file, node, item.context_expr)
        elif isinstance(node, ast.AsyncWith):
            for item in node.items:
                if _is_always_thread_lock(eyes, file, item.context_expr) and not file.expects(item, "Error"):
                    text = f"`{ast.unparse(item.context_expr)}` is a lock between threads; use asyncio.Lock"
                    yield finding(file, item.context_expr, "async_iteration", text)
        elif isinstance(node, ast.AsyncFunctionDef):
            yield from _acquired(eyes, file, node)


def _is_always_thread_lock(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the expression is a lock between threads whatever heirs, and code outside, put into its place."""
    if not is_thread_lock(eyes, file, node):
        return False
    if not isinstance(node, ast.Attribute):
        return True
    owners = [value for value in eyes.values(file, node.value) if isinstance(value, Instance)]
    heirs = [Instance(heir) for owner in owners for heir in eyes.classes.descendants(owner.cls)]
    put = [given for one in (*owners, *heirs) for given in eyes.classes.set_from_outside(one, node.attr)]
    others = eyes.union([*put, *(eyes.member(heir, node.attr) for heir in heirs)])
    return all(isinstance(value, External) and _LOCK.match(value.path) for value in others)


def _held(file: File, node: ast.expr | ast.stmt, lock: ast.expr) -> Finding:
    text = f"`{ast.unparse(lock)}` is held while this waits; use asyncio.Lock"
    return finding(file, node, "lock_across_await", text)


def is_thread_lock(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the expression is a lock between threads, and nothing else."""
    if isinstance(node, ast.Call) and last_name(node.func) == "setdefault" and len(node.args) == 2:
        return is_thread_lock(eyes, file, node.args[1])
    values = eyes.values(file, node)
    paths = eyes.paths(file, node)
    return bool(paths) and len(paths) == len(values) and all(_LOCK.match(path) for path in paths)


def _manages_lock(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the expression calls a context manager of the tree that holds a lock while the block runs."""
    if not isinstance(node, ast.Call) or eyes.paths(file, node) != {"contextlib.contextmanager()()"}:
        return False
    managers = list(_managers(eyes, file, node.func))
    return bool(managers) and all(
        any(
            isinstance(block, ast.With)
            and any(isinstance(inside, ast.Yield) for inside in ast.walk(block))
            and any(is_thread_lock(eyes, eyes.tree.home[manager], item.context_expr) for item in block.items)
            for block in own_nodes(manager)
        )
        for manager in managers
    )


def _managers(eyes: Eyes, file: File, func: ast.expr) -> Iterator[FunctionDef]:
    """Yield the functions behind the name of a context manager."""
    if isinstance(func, ast.Attribute):
        for cls in eyes.types(file, func.value):
            yield from eyes.classes.methods(cls, func.attr, exact=False, tests=file.is_test)
    elif isinstance(func, ast.Name) and (scope := file.scope_of(func).binding(func.id)) is not None:
        for binding in scope.names[func.id]:
            found = eyes.tree.lookup(binding.name) if binding.kind == "import" else (file, binding.node)
            if found is not None and isinstance(found[1], FunctionDef):
                yield found[1]


def _waits(statement: ast.AST) -> bool:
    """Tell whether running the statement waits; what functions inside it do later does not count."""
    if isinstance(statement, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
        return False
    if isinstance(statement, _WAITS) or (isinstance(statement, ast.comprehension) and statement.is_async):
        return True
    return any(_waits(child) for child in ast.iter_child_nodes(statement))


def _acquired(eyes: Eyes, file: File, function: ast.AsyncFunctionDef) -> Iterator[Finding]:
    """Report `lock.acquire()` with an await before the `lock.release()` that follows it, or `enter_context(lock)`."""
    own = own_nodes(function)
    waits = [n for n in own if isinstance(n, _WAITS)]
    calls = [n for n in own if isinstance(n, ast.Call) and isinstance(n.func, ast.Attribute)]
    for call in calls:
        func = call.func
        if not isinstance(func, ast.Attribute) or func.attr not in {"acquire", "enter_context"}:
            continue
        after = set(_run_after(file, function, call))
        later = [n.lineno for n in waits if n.lineno > call.lineno and not after.isdisjoint({n, *file.up(n)})]
        if func.attr == "enter_context" and later and call.args and is_thread_lock(eyes, file, call.args[0]):
            yield _held(file, call, call.args[0])
        if func.attr != "acquire" or not is_thread_lock(eyes, file, func.value):
            continue
        text = ast.unparse(func.value)
        released = [c.lineno for c in calls if last_name(c.func) == "release" and c.lineno > call.lineno
                    and isinstance(c.func, ast.Attribute) and ast.unparse(c.func.value) == text]  # fmt: skip
        until = max(released, default=10**9)
        if any(line < until for line in later):
            yield _held(file, call, func.value)


def _run_after(file: File, function: ast.AsyncFunctionDef, call: ast.Call) -> Iterator[ast.AST]:
    """Yield the statement of the call, and those that can run after it: none behind a `return` or `raise`."""
    below: ast.AST = call
    for above in file.up(call):
        block = next((body for _, body in ast.iter_fields(above) if isinstance(body, list) and below in body), [])
        if isinstance(below, ast.stmt):
            rest = block[block.index(below) + 1 :] if block else []
            yield from rest
            if isinstance(above, ast.Try):
                yield from above.finalbody
            if any(isinstance(statement, ast.Return | ast.Raise) for statement in rest):
                return
        elif isinstance(above, ast.stmt):
            yield above
        if above is function:
            return
        below = above
