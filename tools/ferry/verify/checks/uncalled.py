"""What is awaited, or started as a task, and cannot be: async functions uncalled, async generators, results."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.fates.consumers import is_asked
from tools.ferry.verify.fates.promises import is_empty, is_plainly_decorated
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference import annotations, calls
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import ClassRef, External, Func, Instance, present

_TAKE_FIRST = {"create_task", "ensure_future", "run", "run_until_complete", "run_coroutine_threadsafe", "wait_for",
               "shield"}  # fmt: skip
_TAKE_ALL = {"gather"}
_LOOPS = {"loop", "_loop", "event_loop"}


def check_uncalled(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file."""
    for node in file.nodes:
        if isinstance(node, ast.Await):
            if _is_async_function(eyes, file, node.value):
                yield _not_called(file, node.value, "nothing calls it here")
            elif eyes.values(file, node.value) == frozenset({External("ferry:async generator")}):
                text = f"`{ast.unparse(node.value)}` is an async generator; use `async for`"
                yield finding(file, node, "async_iteration", text)
            elif _is_result(eyes, file, node.value):
                yield _no_awaitable(file, node.value)
        elif isinstance(node, ast.Call):
            for given in _coroutines_wanted(eyes, file, node):
                if _is_async_function(eyes, file, given):
                    yield _not_called(file, given, f"`{ast.unparse(node.func)}` wants its coroutine")
                elif _is_result(eyes, file, given):
                    yield _no_awaitable(file, given)


def _not_called(file: File, function: ast.expr, why: str) -> Finding:
    return finding(file, function, "unawaited", f"`{ast.unparse(function)}` is an async function: {why}")


def _no_awaitable(file: File, result: ast.expr) -> Finding:
    return finding(file, result, "not_awaitable", f"`{ast.unparse(result)}` is a result already: nothing to await")


def _coroutines_wanted(eyes: Eyes, file: File, call: ast.Call) -> list[ast.expr]:
    """Return the arguments that asyncio takes for coroutines."""
    name = last_name(call.func)
    if name not in _TAKE_FIRST | _TAKE_ALL:
        return []
    callees = present(eyes.values(file, call.func))
    of_asyncio = [isinstance(value, External) and value.path.startswith("asyncio.") for value in callees]
    of_loop = isinstance(call.func, ast.Attribute) and last_name(call.func.value) in _LOOPS
    if not (all(of_asyncio) if callees and any(of_asyncio) else of_loop):
        return []
    return call.args if name in _TAKE_ALL else call.args[:1]


def _is_async_function(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the name certainly stands for an async function itself; a parameter may be given anything."""
    if isinstance(node, ast.Name):
        scope = file.scope_of(node).binding(node.id)
        if scope is None or any(b.kind not in {"definition", "import"} for b in scope.names[node.id]):
            return False
    elif not isinstance(node, ast.Attribute):
        return False
    functions = eyes.functions(file, node)
    return bool(functions) and all(isinstance(f.node, ast.AsyncFunctionDef) for f in functions)


def _is_result(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the expression certainly is what a synchronous function of the tree, or a class, gives."""
    if isinstance(node, ast.Name):
        scope = file.scope_of(node).binding(node.id)
        bindings = scope.names[node.id] if scope is not None else []
        value = bindings[0].value if len(bindings) == 1 and bindings[0].kind == "value" else None
        return isinstance(value, ast.Call) and not is_asked(file, node) and _is_result(eyes, file, value)
    if not isinstance(node, ast.Call) or _is_replaced(eyes, file, node.func) or file.expects(node, "Error"):
        return False
    values = eyes.values(file, node.func)
    return bool(values) and all(_gives_result(eyes, file, node, value) for value in values)


def _gives_result(eyes: Eyes, file: File, call: ast.Call, callee: object) -> bool:
    if isinstance(callee, ClassRef):
        return not annotations.may_be_awaitable(eyes, Instance(callee.cls, exact=True))
    node = callee.node if isinstance(callee, Func) else None
    if not isinstance(callee, Func) or not isinstance(node, ast.FunctionDef):
        return False
    if is_empty(node) or not is_plainly_decorated(node):
        return False
    made = calls.run(eyes, callee, (file, call))
    returned = (n.value for n in calls.own_nodes(node) if isinstance(n, ast.Return))
    own = (v for v in returned if isinstance(v, ast.Call) and ast.unparse(v.func).startswith(("self.", "cls.")))
    handed_on = eyes.union(eyes.values(callee.file, value) for value in own)  # async in an heir, whatever is annotated
    return bool(made) and not any(annotations.may_be_awaitable(eyes, value) for value in made | handed_on)


def _is_replaced(eyes: Eyes, file: File, func: ast.expr) -> bool:
    """Tell whether something else may be put under the name: an attribute is set, or a test patches it."""
    name = last_name(func)
    named = file.is_test and any(
        isinstance(node, ast.Constant) and isinstance(node.value, str) and node.value.rpartition(".")[2] == name
        for node in file.nodes
    )
    return named or (isinstance(func, ast.Attribute) and name in eyes.tree.attribute_stores)
