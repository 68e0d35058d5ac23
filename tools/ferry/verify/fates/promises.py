"""What a function says, and its callers show, of coroutines that it takes or returns."""

import ast
import itertools
import re

from tools.ferry.verify.inference import annotations
from tools.ferry.verify.inference.calls import own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import Func

_ROUTE = re.compile(
    r"(fastapi\.(\w+\.)?(FastAPI|APIRouter)|flask\.(\w+\.)?(Flask|Blueprint))\(\)"
    r"\.(route|get|post|put|patch|delete|head|options|api_route)$"
)
_AWAITING_ROUTE = re.compile(r"sanic\.(\w+\.)*(Sanic|Blueprint)\(\)\.\w+$")
"""Decorators of a framework that awaits also what a handler gives when it is awaited, where that can be."""
_PLAIN_DECORATORS = {"staticmethod", "classmethod", "property", "override", "typing.override"}


def is_plainly_decorated(function: ast.FunctionDef) -> bool:
    """Tell whether no decorator changes what a call of the function gives."""
    return all(ast.unparse(decorator) in _PLAIN_DECORATORS for decorator in function.decorator_list)


def is_route(eyes: Eyes, file: File, function: ast.FunctionDef) -> bool:
    """Tell whether the function answers requests of a framework that awaits nothing of what it returns."""
    return _is_registered(eyes, file, function, _ROUTE)


def _is_registered(eyes: Eyes, file: File, function: FunctionDef, by: re.Pattern[str]) -> bool:
    makers = (decorator.func for decorator in function.decorator_list if isinstance(decorator, ast.Call))
    return any(by.match(path) for maker in makers for path in eyes.paths(file, maker))


def may_return_nothing(function: ast.AST) -> bool:
    """Tell whether the function, which is not async, returns without a value on one of its ways."""
    if not isinstance(function, ast.FunctionDef):
        return False
    returns = (node for node in own_nodes(function) if isinstance(node, ast.Return))
    return any(node.value is None for node in returns) or not _leaves(function.body)


def _leaves(body: list[ast.stmt]) -> bool:
    """Tell whether the last of the statements returns or raises, whatever is decided there."""
    match body[-1]:
        case ast.Return() | ast.Raise():
            return True
        case ast.If(body=chosen, orelse=[_, *_] as other):
            return _leaves(chosen) and _leaves(other)
        case ast.With(body=inner) | ast.AsyncWith(body=inner):
            return _leaves(inner)
        case ast.Try(body=tried, handlers=handlers, orelse=other, finalbody=last):
            ways = [other or tried, *(handler.body for handler in handlers)]
            return (bool(last) and _leaves(last)) or all(map(_leaves, ways))
        case ast.Match(cases=[*cases, ast.match_case(pattern=ast.MatchAs(pattern=None), guard=None, body=rest)]):
            return _leaves(rest) and all(_leaves(case.body) for case in cases)
        case ast.While(test=ast.Constant(value=True), body=inner):
            return not any(isinstance(node, ast.Break) for statement in inner for node in ast.walk(statement))
    return False


def speaks_of_awaitables(annotation: ast.expr | None) -> bool:
    """Tell whether the annotation names something to await, or a function, which may give it."""
    return annotation is not None and any(
        word in ast.unparse(annotation) for word in (*annotations.AWAITABLE, "Callable")
    )


def is_awaited_once(eyes: Eyes, file: File, function: ast.AsyncFunctionDef) -> bool:
    """Tell whether the results of calls of the function are taken for data, or there is no call at all to tell."""
    if _is_registered(eyes, file, function, _AWAITING_ROUTE):
        return False
    calls = [
        (file, call) for file, call in eyes.tree.calls.get(function.name, [])
        if any(isinstance(v, Func) and v.node is function for v in eyes.values(file, call.func))
    ]  # fmt: skip
    awaits = [(file, file.parents.get(call)) for file, call in calls]
    results = [(file, node) for file, node in awaits if isinstance(node, ast.Await)]
    runs = [(file, run) for file, call in calls if (run := _run_of(eyes, file, call)) is not None]
    again = any(_is_awaited_again(file, node) for file, node in results)
    again = again or any(_is_awaited_outside(eyes, file, run) for file, run in runs)
    return not calls or (bool(results or runs) and not again)


def _run_of(eyes: Eyes, file: File, call: ast.Call) -> ast.Call | None:
    """Return the call by which asyncio runs a coroutine: `gather(*[f(x) for x in all])`, `create_task(f())`."""
    parents = itertools.takewhile(lambda node: isinstance(node, ast.expr | ast.comprehension), file.up(call))
    outer = next((node for node in parents if isinstance(node, ast.Call)), None)
    is_run = outer is not None and any(path.startswith("asyncio.") for path in eyes.paths(file, outer.func))
    return outer if is_run else None


def _is_awaited_outside(eyes: Eyes, file: File, run: ast.Call) -> bool:
    """Tell whether a plain function returns what asyncio's run of a coroutine gives, and its callers await that."""
    parent = file.parents.get(run)
    returns = [parent] if isinstance(parent, ast.Return) else []
    if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
        reads = (file.parents.get(load) for load in _reads(file, parent.targets[0]))
        returns += [read for read in reads if isinstance(read, ast.Return)]
    functions = (file.function_of(statement) for statement in returns)
    return any(
        isinstance(home.parents.get(call), ast.Await)
        for function in functions if isinstance(function, ast.FunctionDef)
        for home, call in eyes.tree.calls.get(function.name, [])
    )  # fmt: skip


def _is_awaited_again(file: File, node: ast.Await) -> bool:
    """Tell whether what was awaited gave something that is awaited itself: at once, or out of a variable."""
    parent = file.parents.get(node)
    if isinstance(parent, ast.Assign) and isinstance(parent.targets[0], ast.Name):
        return any(isinstance(file.parents.get(load), ast.Await) for load in _reads(file, parent.targets[0]))
    return isinstance(parent, ast.Await)


def _reads(file: File, stored: ast.Name) -> list[ast.Name]:
    """Return where the variable is read that is assigned here."""
    scope = file.scope_of(stored).binding(stored.id)
    return file.loads_of(scope, stored.id) if scope is not None else []
