"""Event-loop shims."""

import ast
import re
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.fates.consumers import makes_coroutine, receivers
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import parameters
from tools.ferry.verify.inference.synchronous import GIVING
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import ClassRef, External, Func

_RUNNERS = re.compile(
    r"(asyncio\.(run|Runner\(\)\.run)|anyio\.(run|from_thread\.run)|trio\.run|uvloop\.run|asgiref\.sync\.async_to_sync\(\))$"
)
_OFFLOADERS = {"to_thread": 0, "run_in_executor": 1, "run_in_threadpool": 0}
_LOOP_PATHS = re.compile(
    r"asyncio\.(get_event_loop|new_event_loop|get_running_loop|AbstractEventLoop|events\.\w+)\(\)$"
)
_CAREFUL = {"get_running_loop", "is_running", "_get_running_loop", "current_async_library", "sniff", "apply", "Thread",
            "ThreadPoolExecutor"}  # fmt: skip
_DEEPEST = 8


def check_loops(eyes: Eyes, file: File, target: str) -> Iterator[Finding]:
    """Yield the findings of one file; `target` is the dotted name of the async class, if there is one."""
    for node in file.nodes:
        if not isinstance(node, ast.Call):
            continue
        last = last_name(node.func)
        if is_runner(eyes, file, node) or (target and last == "run_coroutine_threadsafe"):
            why = _shim(eyes, file, node, target)
            if why:
                yield finding(file, node, "event_loop_shim", f"`{ast.unparse(node.func)}`: {why}")
        elif last in _OFFLOADERS and len(node.args) > _OFFLOADERS[last]:
            yield from _offloaded(eyes, file, node, node.args[_OFFLOADERS[last]])
        elif file.in_async(node) and not file.is_test:
            chain = _deep(eyes, file, node, ())
            if chain:
                text = f"this starts an event loop where one is running: {' -> '.join(chain)}"
                yield finding(file, node, "event_loop_shim", text)


def is_runner(eyes: Eyes, file: File, call: ast.Call) -> bool:
    """Tell whether the call runs an event loop until something is done."""
    if last_name(call.func) == "run_until_complete" and isinstance(call.func, ast.Attribute):
        values = eyes.values(file, call.func.value)
        paths = eyes.paths(file, call.func.value)
        return not values or len(paths) != len(values) or all(_LOOP_PATHS.match(path) for path in paths)
    values = eyes.values(file, call.func)
    paths = {value.path for value in values if isinstance(value, External)}
    return bool(paths) and len(paths) == len(values) and all(_RUNNERS.match(path) for path in paths)


def _shim(eyes: Eyes, file: File, call: ast.Call, target: str) -> str:
    function = file.function_of(call)
    crosses = last_name(call.func) == "run_coroutine_threadsafe"
    if isinstance(function, ast.AsyncFunctionDef):
        return "" if crosses else "a loop is running already; await the coroutine"
    is_made = any(isinstance(value, External) and value.path in GIVING for value in eyes.values(file, call.func))
    coroutine = call.args[0] if call.args and not is_made else None  # the arguments of `to_sync(load)` are its own
    if not target or file.is_test:
        return ""
    called = coroutine.func if isinstance(coroutine, ast.Call) else None
    if isinstance(called, ast.Attribute) and any(owner.name == target for owner in eyes.types(file, called.value)):
        return "this hides an operation of the async layer behind a synchronous function"
    given = {argument.arg for argument in parameters(function)} if function is not None else set()
    if isinstance(coroutine, ast.Name) and coroutine.id in given:
        return "a function that runs any coroutine makes every caller block"
    return ""


def _offloaded(eyes: Eyes, file: File, call: ast.Call, function: ast.expr) -> Iterator[Finding]:
    """Report an async function that is run in a worker thread: the thread gets a coroutine and drops it."""
    callees = eyes.values(file, call.func)
    if any(isinstance(value, Func | ClassRef) for value in callees):
        return
    if isinstance(function, ast.Name | ast.Attribute | ast.Lambda) and makes_coroutine(eyes, file, function):
        yield finding(file, call, "event_loop_shim", f"`{ast.unparse(function)}` is async; await it on the loop")


def _deep(eyes: Eyes, file: File, call: ast.Call, seen: tuple[ast.AST, ...]) -> list[str]:
    """Return the chain of names from the call to one that starts a loop, through synchronous functions of the tree."""
    values = eyes.values(file, call.func)
    if len(seen) > _DEEPEST or not all(isinstance(value, Func | ClassRef) for value in values):
        return []
    chains = []
    for function in receivers(eyes, file, call):
        if isinstance(function.node, ast.AsyncFunctionDef) or function.node in seen or function.file in eyes.retired:
            return []
        chains.append(_starts(eyes, function, seen))
    return chains[0] if chains and all(chains) else []


def _starts(eyes: Eyes, function: Func, seen: tuple[ast.AST, ...]) -> list[str]:
    node = function.node
    if node not in eyes.starts:
        eyes.starts[node] = []
        own = own_nodes(node)
        name = getattr(node, "name", "<lambda>")
        careful = {last_name(n) for n in own if isinstance(n, ast.Name | ast.Attribute)} & _CAREFUL
        for inner in own if not careful else ():
            if isinstance(inner, ast.Call):
                if is_runner(eyes, function.file, inner):
                    eyes.starts[node] = [name, ast.unparse(inner.func)]
                    break
                chain = _deep(eyes, function.file, inner, (*seen, node))
                if chain:
                    eyes.starts[node] = [name, *chain]
                    break
    return eyes.starts[node]
