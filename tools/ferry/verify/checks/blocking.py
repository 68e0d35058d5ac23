"""Calls that hold up the event loop: known ones, and those of the tree that reach one."""

import ast
import itertools
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.checks.blocking_calls import instead_of
from tools.ferry.verify.fates.consumers import receivers
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import ClassRef, External, Func, Instance

_DEEPEST = 8
_STARTING = frozenset({"create_task", "ensure_future", "gather", "TaskGroup", "create_task_group", "start_soon"})
_POOLS = frozenset({f"concurrent.futures.{kind}PoolExecutor()" for kind in ("Thread", "Process")})
_RUNNING: dict[str, str | None] = {"map": None, "filter": None, "sorted": "key", "min": "key", "max": "key"}
"""The built-in functions that run another one -> its keyword, None for the first argument."""

_Runs = ast.Call | ast.Attribute | ast.withitem


def check_blocking(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file. A test may ask databases and read files: nothing else waits for its loop."""
    for node in file.nodes:
        if not isinstance(node, _Runs) or not file.in_async(node) or _is_awaited(file, node):
            continue
        instead = blocking_call(eyes, file, node, tests=file.is_test) if isinstance(node, ast.Call) else ""
        if isinstance(node, ast.Call) and instead:
            text = f"`{ast.unparse(node.func)}` blocks the event loop; use {instead}"
            yield finding(file, node, "blocking", text)
        elif not file.is_test:
            place = node.context_expr if isinstance(node, ast.withitem) else node
            if isinstance(node, ast.withitem) and _waits_at_its_end(eyes, file, node):
                text = f"`with {ast.unparse(place)}` waits for its work; use await loop.run_in_executor(…)"
                yield finding(file, place, "blocking", text)
            chain = _deep(eyes, file, node, ())
            if chain:
                yield finding(file, place, "blocking_deep", f"this blocks the event loop: {' -> '.join(chain)}")


def _is_awaited(file: File, node: _Runs) -> bool:
    return isinstance(file.parents.get(node), ast.Await | ast.AsyncWith)


def _waits_at_its_end(eyes: Eyes, file: File, item: ast.withitem) -> bool:
    """Tell whether the block gives work to a pool and awaits none of it, so that the pool's end does."""
    values = eyes.values(file, item.context_expr)
    block = file.parents[item]
    awaits = any(isinstance(part, ast.Await | ast.AsyncFor | ast.AsyncWith) for part in ast.walk(block))
    is_pool = bool(values) and all(isinstance(value, External) and value.path in _POOLS for value in values)
    return is_pool and not awaits and any(last_name(c.func) in {"map", "submit"} for c in _calls(block))


def _calls(node: ast.AST) -> Iterator[ast.Call]:
    return (part for part in ast.walk(node) if isinstance(part, ast.Call))


def blocking_call(eyes: Eyes, file: File, call: ast.Call, *, tests: bool = False) -> str:
    """Return what to use instead when the call blocks, else the empty string. `tests`: only what a test may not do."""
    values = eyes.values(file, call.func)
    paths = [value.path for value in values if isinstance(value, External)]
    if not paths or len(paths) != len(values) or _gives_up_at_once(call) or _is_done(file, call):
        return ""
    if tests and paths == ["time.sleep"] and not _runs_beside_others(file, call):
        return ""
    if call.args or any(keyword.arg == "host" for keyword in call.keywords):
        paths += [f"{path}(host)" for path in paths]
    return next((instead for path in sorted(paths) if (instead := instead_of(path, in_test=tests))), "")


def _runs_beside_others(file: File, call: ast.Call) -> bool:
    """Tell whether the test has work of its own on the loop beside the call: a task that it starts, or a group."""
    function = file.function_of(call)
    while function is not None and (outer := file.function_of(function)) is not None:
        function = outer
    return any(last_name(started.func) in _STARTING for started in _calls(function or file.tree))


def _gives_up_at_once(call: ast.Call) -> bool:
    """Tell whether the call is told not to wait: `wait(0)`, `join(timeout=0)`, `acquire(blocking=False)`."""
    given = [*call.args[:1], *(k.value for k in call.keywords if k.arg in {"timeout", "blocking", "block"})]
    return last_name(call.func) in {"wait", "join", "result", "acquire", "get"} and any(
        isinstance(value, ast.Constant) and value.value in {0} for value in given
    )


def _is_done(file: File, call: ast.Call) -> bool:
    """Tell whether the function asks of a future whether it is done, or waits for it, before it asks for the result."""
    if last_name(call.func) != "result" or not isinstance(call.func, ast.Attribute):
        return False
    holder, function = ast.unparse(call.func.value), file.function_of(call)
    asked = (part for part in ast.walk(function or ast.Pass()) if isinstance(part, ast.Await | ast.Call))
    inside = (part.value if isinstance(part, ast.Await) else part.func for part in asked if part is not call)
    names = (ast.unparse(n) for part in inside for n in ast.walk(part) if isinstance(n, ast.Name | ast.Attribute))
    return any(name in {holder, f"{holder}.done"} for name in names if name != f"{holder}.result")


def _deep(eyes: Eyes, file: File, node: _Runs, seen: tuple[ast.AST, ...]) -> list[str]:
    """Return the chain of names from a call, a property that is read, or a block, to a blocking call."""
    chains = []
    for function in _run_by(eyes, file, node) if len(seen) <= _DEEPEST else ():
        if _is_passed_over(eyes, function) or function.node in seen:
            return []
        chains.append(_blocks(eyes, function, seen))
    return chains[0] if chains and all(chains) else []


def _run_by(eyes: Eyes, file: File, node: _Runs) -> list[Func]:
    """Return the functions of the tree that the node runs; empty when it may run others, too."""
    if isinstance(node, ast.Attribute):
        return eyes.classes.properties_read(file, node) if isinstance(node.ctx, ast.Load) else []
    if isinstance(node, ast.withitem):
        return _special(eyes, file, node.context_expr, "__enter__")
    if isinstance(node.func, ast.Name) and node.func.id in _RUNNING:
        return _given_to_run(eyes, file, node, _RUNNING[node.func.id])
    known = all(isinstance(value, Func | ClassRef) for value in eyes.values(file, node.func))
    return receivers(eyes, file, node) if known else _special(eyes, file, node.func, "__call__")


def _special(eyes: Eyes, file: File, holder: ast.expr, name: str) -> list[Func]:
    """Return the methods of that name that Python runs on an object of the tree."""
    found: list[Func] = []
    for value in eyes.values(file, holder):
        cls = value.cls if isinstance(value, Instance) else None
        exact = isinstance(value, Instance) and value.exact
        methods = eyes.classes.methods(cls, name, exact=exact, tests=file.is_test) if cls is not None else []
        if not methods:
            return []
        found += [Func(eyes.tree.home[method], method, bound=True) for method in methods]
    return sorted(found, key=lambda f: (f.file.path, f.node.lineno))


def _given_to_run(eyes: Eyes, file: File, call: ast.Call, keyword: str | None) -> list[Func]:
    """Return the functions of the tree that a built-in function is given to run."""
    given = call.args[:1] if keyword is None else [k.value for k in call.keywords if k.arg == keyword]
    values = [value for node in given for value in eyes.values(file, node)]
    found = [value for value in values if isinstance(value, Func)]
    is_builtin = eyes.paths(file, call.func) == {getattr(call.func, "id", "")}
    return found if is_builtin and len(found) == len(values) else []


def _is_passed_over(eyes: Eyes, function: Func) -> bool:
    """Tell whether what the function does is judged elsewhere, or not at all."""
    is_async = isinstance(function.node, ast.AsyncFunctionDef)
    return is_async or function.file.is_test or function.file in eyes.retired


def _blocks(eyes: Eyes, function: Func, seen: tuple[ast.AST, ...]) -> list[str]:
    node = function.node
    if node not in eyes.blocks:
        eyes.blocks[node] = []
        name = getattr(node, "name", "<lambda>")
        for inner in own_nodes(node):
            if isinstance(inner, ast.Call) and blocking_call(eyes, function.file, inner):
                eyes.blocks[node] = [name, ast.unparse(inner.func)]
                break
            if isinstance(inner, _Runs) and not _is_awaited(function.file, inner):
                chain = _deep(eyes, function.file, inner, (*seen, node))
                if chain and not _is_run_once(function, inner):
                    eyes.blocks[node] = [name, *chain]
                    break
    return eyes.blocks[node]


def _is_run_once(function: Func, node: ast.AST) -> bool:
    """Tell whether the node helps to make what is kept when it is first asked for: `if self._log is None: …`."""
    guards = itertools.takewhile(lambda above: above is not function.node, function.file.up(node))
    for guard in guards:
        if isinstance(guard, ast.If):
            stored = {ast.unparse(t) for n in ast.walk(guard) if isinstance(n, ast.Assign) for t in n.targets}
            if any(ast.unparse(kept) in stored for kept in _asked_if_missing(guard.test) if _is_kept(function, kept)):
                return True
    return False


def _asked_if_missing(test: ast.expr) -> Iterator[ast.expr]:
    """Yield what the test asks whether it is there: `not x`, `x is None`, one `or` another."""
    match test:
        case ast.UnaryOp(op=ast.Not(), operand=asked):
            yield asked
        case ast.Compare(left=asked, ops=[ast.Is()], comparators=[ast.Constant(value=None)]):
            yield asked
        case ast.BoolOp(op=ast.Or(), values=parts):
            for part in parts:
                yield from _asked_if_missing(part)


def _is_kept(function: Func, node: ast.expr) -> bool:
    """Tell whether the function does not forget it when it returns: it is no local variable."""
    scope = function.file.scope_of(node).binding(node.id) if isinstance(node, ast.Name) else None
    return not isinstance(node, ast.Name) or (scope is not None and isinstance(scope.node, ast.Module))
