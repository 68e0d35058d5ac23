"""What a function says, and its callers show, of coroutines that it takes or returns."""

import ast
import itertools
import re

from tools.ferry.verify.inference import annotations
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import Func

_ROUTE = re.compile(
    r"(fastapi\.(\w+\.)?(FastAPI|APIRouter)|flask\.(\w+\.)?(Flask|Blueprint))\(\)"
    r"\.(route|get|post|put|patch|delete|head|options|api_route)$"
)
_PLAIN_DECORATORS = {"staticmethod", "classmethod", "property", "override", "typing.override"}


def is_plainly_decorated(function: ast.FunctionDef) -> bool:
    """Tell whether no decorator changes what a call of the function gives."""
    return all(ast.unparse(decorator) in _PLAIN_DECORATORS for decorator in function.decorator_list)


def is_route(eyes: Eyes, file: File, function: ast.FunctionDef) -> bool:
    """Tell whether the function answers requests of a framework that awaits nothing of what it returns."""
    makers = (decorator.func for decorator in function.decorator_list if isinstance(decorator, ast.Call))
    return any(_ROUTE.match(path) for maker in makers for path in eyes.paths(file, maker))


def speaks_of_awaitables(annotation: ast.expr | None) -> bool:
    """Tell whether the annotation names something to await, or a function, which may give it."""
    return annotation is not None and any(
        word in ast.unparse(annotation) for word in (*annotations.AWAITABLE, "Callable")
    )


def is_awaited_once(eyes: Eyes, function: ast.AsyncFunctionDef) -> bool:
    """Tell whether the results of calls of the function are taken for data, or there is no call at all to tell."""
    calls = [
        (file, call) for file, call in eyes.tree.calls.get(function.name, [])
        if any(isinstance(v, Func) and v.node is function for v in eyes.values(file, call.func))
    ]  # fmt: skip
    awaits = [(file, file.parents.get(call)) for file, call in calls]
    results = [(file, node) for file, node in awaits if isinstance(node, ast.Await)]
    run = bool(results) or any(_is_run(eyes, file, call) for file, call in calls)
    return not calls or (run and not any(_is_awaited_again(file, node) for file, node in results))


def _is_run(eyes: Eyes, file: File, call: ast.Call) -> bool:
    """Tell whether asyncio runs the coroutine: `gather(*[f(x) for x in all])`, `create_task(f())`, `run(f())`."""
    parents = itertools.takewhile(lambda node: isinstance(node, ast.expr | ast.comprehension), file.up(call))
    outer = next((node for node in parents if isinstance(node, ast.Call)), None)
    return outer is not None and any(path.startswith("asyncio.") for path in eyes.paths(file, outer.func))


def _is_awaited_again(file: File, node: ast.Await) -> bool:
    """Tell whether what was awaited gave something that is awaited itself: at once, or out of a variable."""
    parent = file.parents.get(node)
    if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
        name = parent.targets[0]
        scope = file.scope_of(name).binding(name.id)
        loads = file.loads_of(scope, name.id) if scope is not None else []
        return any(isinstance(file.parents.get(load), ast.Await) for load in loads)
    return isinstance(parent, ast.Await)
