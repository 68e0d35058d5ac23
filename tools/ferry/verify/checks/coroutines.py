"""Coroutines that nobody awaits, awaits where none can be, and plain loops over async generators."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.fates.branches import is_left_on_a_way
from tools.ferry.verify.fates.consumers import calls_back, is_asked, makes_coroutine
from tools.ferry.verify.fates.fates import misuse, problem
from tools.ferry.verify.fates.promises import may_return_nothing
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.externals import is_entered_asynchronously, starts_at_once
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import (
    Coroutine,
    External,
    Func,
    Group,
    Instance,
    Values,
    all_async_generators,
    all_coroutines,
)

_READERS = frozenset({"list", "tuple", "set", "frozenset", "dict", "sorted", "sum", "min", "max", "any", "all", "next",
                      "iter", "enumerate", "zip", "map", "filter", "reversed"})  # fmt: skip


_QUESTIONS = (ast.Compare, ast.If, ast.While, ast.IfExp, ast.Assert, ast.UnaryOp, ast.BoolOp, ast.comprehension)
_STARTING = frozenset({"create_task", "ensure_future", "gather", "run_coroutine_threadsafe"})


def check_coroutines(eyes: Eyes, file: File, target: str) -> Iterator[Finding]:
    """Yield the findings of one file; `target` is the dotted name of the async class, if there is one."""
    reported: set[ast.AST] = set()
    for node in file.nodes:
        match node:
            case ast.Call():
                values = eyes.values(file, node)
                judged = all_coroutines(values) and not _is_started(eyes, file, node, values)
                reason = problem(eyes, file, node, ours=_is_ours(eyes, values, target)) if judged else ""
                if judged and not reason and not _runs_at_once(values) and is_left_on_a_way(file, node):
                    reason = "not every way through the function awaits it"
                if reason:
                    reported.update((node, *file.up(node)))
                    yield finding(file, node, "unawaited", f"`{ast.unparse(node.func)}(…)` is a coroutine: {reason}")
                yield from _callbacks(eyes, file, node)
            case ast.AsyncFunctionDef():
                yield from _decorated(eyes, file, node)
            case ast.Attribute(ctx=ast.Load()) if node.attr in eyes.classes.properties:
                yield from _property(eyes, file, node)
            case ast.Await() | ast.AsyncFor() | ast.AsyncWith():
                yield from _outside(file, node)
            case ast.comprehension() if node.is_async:
                yield from _async_comprehension(file, node)
        yield from _used_up(eyes, file, node)
    for node in file.nodes:
        if isinstance(node, ast.Call | ast.Name | ast.NamedExpr) and node not in reported:
            yield from _out_of_a_box(eyes, file, node, reported)


def _is_started(eyes: Eyes, file: File, call: ast.Call, values: Values) -> bool:
    """Tell whether what the call gives runs already, and its result may not matter.

    An object keeps it, `self.closing = asyncio.shield(task)`, a synchronous function of the tree has started it, or a
    test has replaced what the method calls, or expects that it fails before. A function that is given a handler at
    once, `app.get("/")(show)`, is a decorator, whatever its annotation says of what it gives.
    """
    parent = file.parents[call]
    if file.is_test and (_runs_on_stubs(eyes, file, call) or _fails_at_once(eyes, file, call)):
        return True
    if isinstance(call.func, ast.Call) and len(call.args) == 1 and eyes.functions(file, call.args[0]):
        return isinstance(parent, ast.Expr)
    if isinstance(parent, ast.Assign) and all(isinstance(target, ast.Attribute) for target in parent.targets):
        return all(isinstance(value, Coroutine) and starts_at_once(value.source) for value in values)
    callees = eyes.values(file, call.func)
    functions = eyes.union(eyes.member(c, "__call__") if isinstance(c, Instance) else frozenset({c}) for c in callees)
    return isinstance(parent, ast.Expr) and bool(functions) and all(
        isinstance(f, Func) and isinstance(f.node, ast.FunctionDef) and _starts_tasks(f.node) for f in functions
    )  # fmt: skip


def _runs_at_once(values: Values) -> bool:
    return any(isinstance(value, Coroutine) and starts_at_once(value.source) for value in values)


def _runs_on_stubs(eyes: Eyes, file: File, call: ast.Call) -> bool:
    """Tell whether a synchronous method is called on an object of which the test has replaced a part before."""
    function = file.function_of(call)
    if not isinstance(call.func, ast.Attribute) or function is None:
        return False
    callees = eyes.functions(file, call.func)
    if not callees or any(isinstance(callee.node, ast.AsyncFunctionDef) for callee in callees):
        return False
    receiver = ast.unparse(call.func.value)
    stores = (n for n in own_nodes(function) if isinstance(n, ast.Attribute) and isinstance(n.ctx, ast.Store))
    return any(ast.unparse(store.value) == receiver for store in stores)


def _fails_at_once(eyes: Eyes, file: File, call: ast.Call) -> bool:
    """Tell whether a synchronous function is called that is expected to raise, before it gives a coroutine."""
    callees = eyes.functions(file, call.func)
    are_plain = bool(callees) and all(isinstance(callee.node, ast.FunctionDef) for callee in callees)
    return are_plain and any(
        isinstance(above, ast.With) and any("raises" in ast.unparse(item.context_expr) for item in above.items)
        for above in file.up(call)
    )


def _starts_tasks(function: ast.FunctionDef) -> bool:
    return any(isinstance(n, ast.Call) and last_name(n.func) in _STARTING for n in own_nodes(function))


def _decorated(eyes: Eyes, file: File, node: ast.AsyncFunctionDef) -> Iterator[Finding]:
    """Report an async function that a decorator hands to what does not await it."""
    for decorator in node.decorator_list:
        target = decorator.func if isinstance(decorator, ast.Call) else decorator
        if eyes.paths(file, target) == {"atexit.register"} or _is_sync_generic(eyes, file, target):
            text = f"`{node.name}` is async; `{ast.unparse(target)}` takes its coroutine for the result"
            yield finding(file, node, "unawaited", text)


def _is_sync_generic(eyes: Eyes, file: File, decorator: ast.expr) -> bool:
    """Tell whether this is `register` of a synchronous `singledispatch` function whose calls nobody awaits."""
    if not isinstance(decorator, ast.Attribute) or decorator.attr != "register":
        return False
    name = last_name(decorator.value)
    generics = [
        function for kind in ("singledispatch", "singledispatchmethod")
        for home, function in eyes.tree.decorated.get(kind, []) if home is file and function.name == name
    ]  # fmt: skip
    awaited = any(isinstance(home.parents.get(call), ast.Await) for home, call in eyes.tree.calls.get(name, []))
    return bool(generics) and not awaited and all(_gives_a_result(function) for function in generics)


def _gives_a_result(function: ast.FunctionDef | ast.AsyncFunctionDef) -> bool:
    returns = (node for node in own_nodes(function) if isinstance(node, ast.Return))
    return isinstance(function, ast.FunctionDef) and any(node.value is not None for node in returns)


def _property(eyes: Eyes, file: File, node: ast.Attribute) -> Iterator[Finding]:
    reason = problem(eyes, file, node) if all_coroutines(eyes.values(file, node)) else ""
    if reason:
        yield finding(file, node, "unawaited", f"`{ast.unparse(node)}` is a coroutine: {reason}")


def _used_up(eyes: Eyes, file: File, node: ast.AST) -> Iterator[Finding]:
    """Report what reads an async generator, or enters an async context manager, without waiting."""
    if isinstance(node, ast.For | ast.comprehension):
        yield from _plain_loop(eyes, file, node)
    elif isinstance(node, ast.Call):
        yield from _read_at_once(eyes, file, node)
    for manager in entered_at_once(eyes, file, node):
        yield from _plainly_entered(eyes, file, manager)


def entered_at_once(eyes: Eyes, file: File, node: ast.AST) -> list[ast.expr]:
    """Return what the syntax enters without waiting: by `with`, or by `stack.enter_context(…)`."""
    match node:
        case ast.With():
            return [item.context_expr for item in node.items]
        case ast.Call(func=ast.Attribute(attr="enter_context" | "enterContext"), args=[manager]):
            return [manager] if not any(isinstance(v, Func) for v in eyes.values(file, node.func)) else []
    return []


def _plain_loop(eyes: Eyes, file: File, node: ast.For | ast.comprehension) -> Iterator[Finding]:
    is_async = isinstance(node, ast.comprehension) and node.is_async
    if not is_async and all_async_generators(eyes.values(file, node.iter)):
        text = f"`{ast.unparse(node.iter)}` is an async generator; use `async for`"
        yield finding(file, node if isinstance(node, ast.For) else node.iter, "async_iteration", text)


def _read_at_once(eyes: Eyes, file: File, call: ast.Call) -> Iterator[Finding]:
    """Report an async generator given to what reads a plain iterator."""
    if not isinstance(call.func, ast.Name) or eyes.paths(file, call.func) != {call.func.id}:
        return
    for value in call.args if call.func.id in _READERS else ():
        if all_async_generators(eyes.values(file, value)):
            text = f"`{ast.unparse(value)}` is an async generator, which `{call.func.id}` cannot read; use `async for`"
            yield finding(file, value, "async_iteration", text)


def _plainly_entered(eyes: Eyes, file: File, manager: ast.expr) -> Iterator[Finding]:
    values = eyes.values(file, manager)
    of_library = [isinstance(value, External) and is_entered_asynchronously(value.path) for value in values]
    if of_library and all(of_library):
        form = "async with" if isinstance(file.parents[manager], ast.withitem) else "await stack.enter_async_context(…)"
        text = f"`{ast.unparse(manager)}` is an async context manager; use `{form}`"
        yield finding(file, manager, "async_iteration", text)


def _out_of_a_box(
    eyes: Eyes, file: File, node: ast.Call | ast.Name | ast.NamedExpr, reported: set[ast.AST]
) -> Iterator[Finding]:
    """Report coroutines that a function gave in a container, or that a variable holds, where a result is wanted."""
    if isinstance(node, ast.Call):
        if _is_box(eyes.values(file, node)):
            reason = misuse(eyes, file, node, boxed=True)
            if reason:
                yield finding(file, node, "unawaited", f"`{ast.unparse(node.func)}(…)` gives coroutines: {reason}")
        return
    name = node if isinstance(node, ast.Name) else node.target
    is_read = node is not name or isinstance(name.ctx, ast.Load)
    if is_read and _holds_coroutines(file, name, reported):
        reason = misuse(eyes, file, node, boxed=False) if all_coroutines(eyes.values(file, node)) else ""
        if reason and not _may_be_missing(eyes, file, node, name):
            yield finding(file, node, "unawaited", f"`{name.id}` is a coroutine: {reason}")


def _may_be_missing(eyes: Eyes, file: File, node: ast.expr, name: ast.Name) -> bool:
    """Tell whether the code asks whether there is a coroutine, and the function that gives it may give none."""
    if not isinstance(file.parents[node], _QUESTIONS):
        return False
    scope = file.scope_of(name).binding(name.id)
    calls = [binding.value for binding in (scope.names[name.id] if scope is not None else [])]
    callees = [f for call in calls if isinstance(call, ast.Call) for f in eyes.functions(file, call.func)]
    return any(may_return_nothing(callee.node) for callee in callees)


def _is_box(values: Values) -> bool:
    """Tell whether the value is a container of coroutines and nothing else."""
    return bool(values) and all(isinstance(v, Group) and v.items != () and all_coroutines(v.values) for v in values)


def _holds_coroutines(file: File, name: ast.Name, reported: set[ast.AST]) -> bool:
    """Tell whether the variable is filled by unpacking what a call gave, or by one call that is not reported itself."""
    scope = file.scope_of(name).binding(name.id)
    bindings = scope.names[name.id] if scope is not None else []
    if [binding.kind for binding in bindings] == ["value"]:
        return isinstance(bindings[0].value, ast.Call) and not (bindings[0].value in reported or is_asked(file, name))
    return bool(bindings) and all(b.kind == "part" and isinstance(b.value, ast.Call) for b in bindings)


def _is_ours(eyes: Eyes, values: Values, target: str) -> bool:
    """Tell whether the coroutine is made by a method of the async class: its result is data."""
    if not target:
        return False
    for value in values:
        function = value.function if isinstance(value, Coroutine) else None
        owner = eyes.tree.owner.get(function.node) if function else None
        if owner is None or owner.name != target:
            return False
    return True


def _callbacks(eyes: Eyes, file: File, call: ast.Call) -> Iterator[Finding]:
    """Report an async function given to what calls it at once and uses the coroutine as a value."""
    for value in (*call.args, *(keyword.value for keyword in call.keywords)):
        is_function = isinstance(value, ast.Name | ast.Attribute | ast.Call)
        if is_function and calls_back(eyes, file, call, value) and makes_coroutine(eyes, file, value):
            text = f"`{ast.unparse(value)}` is async; `{ast.unparse(call.func)}` takes its coroutine for the result"
            yield finding(file, value, "unawaited", text)


def _outside(file: File, node: ast.expr | ast.stmt) -> Iterator[Finding]:
    if not file.in_async(node):
        yield finding(file, node, "await_outside", "only an `async def` can wait for this")


def _async_comprehension(file: File, node: ast.comprehension) -> Iterator[Finding]:
    """An async comprehension waits where it stands; an async generator expression only where it is consumed."""
    display = file.parents[node]
    if not isinstance(display, ast.GeneratorExp) and isinstance(display, ast.expr):
        yield from _outside(file, display)
