"""`return any(…)` and `return all(…)`: where a loop can return what they do, and stop where they do."""

import ast
from collections.abc import Set

from tools.ferry.source import Module


def returned_decision(module: Module, iterator: ast.expr, names: Set[str] = frozenset()) -> ast.Return | None:
    """Return the statement that returns what `any` or `all` decides by the iterator, if a loop can do so.

    That is a generator expression, or a `map` or `filter`, for which the loop has these `names` if no lambda has one.
    The loop's names are the function's then: nothing else of it may speak of them.
    """
    call = module.parents[iterator]
    statement = module.parents[call]
    is_decision = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"all", "any"}
    if not is_decision or not isinstance(statement, ast.Return) or not _is_one_line(module, statement):
        return None
    function: ast.AST = statement
    while not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        function = module.parents[function]
    inside, bound = _of_items(iterator, names)
    outside = (node for node in ast.walk(function) if node not in inside)
    is_bound = any(isinstance(part, ast.NamedExpr | ast.Lambda) for part in inside)  # a lambda sees what is bound last
    return None if not bound or is_bound or bound & {name for node in outside for name in spoken(node)} else statement


def _of_items(iterator: ast.expr, names: Set[str]) -> tuple[set[ast.AST], Set[str]]:
    """Return what of the iterator a loop evaluates for each item, and the names that it binds; none if it reads all."""
    match iterator:
        case ast.GeneratorExp(generators=[first, *_] as parts):
            bound = {name for part in parts for name in _names(part.target)}
            return set(ast.walk(iterator)) - set(ast.walk(first.iter)), bound
        case ast.Call(
            func=ast.Name(id="filter" | "map"), args=[ast.Lambda(args=ast.arguments(args=[one])) as taken, _]
        ):
            return set(ast.walk(taken)) - {taken}, {one.arg}
        case ast.Call(func=ast.Name(id="filter" | "map")):
            return set(), names
    return set(), frozenset()


def _is_one_line(module: Module, statement: ast.Return) -> bool:
    """Tell whether nothing is before the statement on its line, and no comment in it."""
    lines = [*module.lines[statement.lineno - 1 : statement.end_lineno]]
    lines[-1] = lines[-1].encode()[: statement.end_col_offset].decode()
    return not lines[0][: statement.col_offset].strip() and not any("#" in line for line in lines)


def _names(target: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}


def spoken(node: ast.AST) -> list[str]:
    """Return the names of the function's own that the node speaks of."""
    match node:
        case ast.Name(id=name) | ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
            return [name]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return names
        case ast.alias(name=name, asname=other):
            return [other or name]
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            return [name]
    return []
