"""Coroutines that are kept and handed out more than once: whoever awaits one for the second time gets an error."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.fates.consumers import probe
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.calls import decorated, own_nodes
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import Coroutine, External, Func, Values

_CACHES = {"functools.cache", "functools.lru_cache", "functools.cached_property"}
_EMPTYING = {"clear", "pop", "popitem"}
_AGAIN = "a coroutine can be awaited once: keep its result, or a task"


def check_kept(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file."""
    for node in file.nodes:
        match node:
            case ast.FunctionDef() | ast.AsyncFunctionDef():
                for decorator in node.decorator_list:
                    if name := _cache(eyes, file, decorator):
                        given = decorated(eyes, Func(file, node), above=decorator)
                        if _are_used_up(eyes.called(given)):
                            yield _hands_out_again(file, decorator, name, node.name)
            case ast.Call(args=[function]) if name := _cache(eyes, file, node.func):
                if _are_used_up(eyes.values(file, probe(function))):
                    yield _hands_out_again(file, node, name, ast.unparse(function))
            case ast.Assign(value=ast.Call() as call) if _are_used_up(eyes.values(file, call)):
                for item in node.targets:
                    if isinstance(item, ast.Subscript) and _is_memo(eyes, file, item):
                        text = f"`{ast.unparse(item)}` is handed out again and again, and {_AGAIN}"
                        yield finding(file, call, "unawaited", text)


def _cache(eyes: Eyes, file: File, maker: ast.expr) -> str:
    """Return the path of the cache of `functools` that the decorator is, with or without its options."""
    values = eyes.values(file, maker.func if isinstance(maker, ast.Call) else maker)
    paths = {value.path if isinstance(value, External) else "" for value in values}
    return min(paths) if paths and paths <= _CACHES else ""


def _are_used_up(made: Values) -> bool:
    """Tell whether the values are coroutines of functions of the tree, which can be awaited once."""
    functions = [value.function for value in made if isinstance(value, Coroutine)]
    return bool(made) and len(functions) == len(made) and all(function is not None for function in functions)


def _hands_out_again(file: File, node: ast.expr, cache: str, function: str) -> Finding:
    return finding(file, node, "unawaited", f"`{cache}` hands out again what `{function}` has made, and {_AGAIN}")


def _is_memo(eyes: Eyes, file: File, item: ast.Subscript) -> bool:
    """Tell whether the function asks whether its table, which outlives it, has the item, and gives or awaits it.

    Not so where something is taken out of the table, or something else put in.
    """
    function, table = file.function_of(item), item.value
    if not isinstance(function, FunctionDef) or not _outlives(file, function, table):
        return False
    own = own_nodes(function)
    name, text = last_name(table), ast.unparse(item)
    is_asked = any(_asks(node, ast.unparse(item.slice), ast.unparse(table)) for node in own)
    is_given = any(
        isinstance(node, ast.Subscript) and isinstance(node.ctx, ast.Load) and ast.unparse(node) == text
        and isinstance(file.parents[node], ast.Return | ast.Await)
        for node in own
    )  # fmt: skip
    return is_asked and is_given and not any(_changes(eyes, file, node, name) for node in file.nodes)


def _outlives(file: File, function: FunctionDef, table: ast.expr) -> bool:
    """Tell whether the table is a variable around the function, or an attribute of `self` or of such a variable."""
    root = table
    while isinstance(root, ast.Attribute):
        root = root.value
    scope = file.scope_of(root).binding(root.id) if isinstance(root, ast.Name) else None
    is_own_object = isinstance(root, ast.Name) and root is not table and root.id in {"self", "cls"}
    return is_own_object or (scope is not None and scope.node is not function)


def _asks(node: ast.AST, key: str, table: str) -> bool:
    match node:
        case ast.Compare(left=left, ops=[ast.In() | ast.NotIn()], comparators=[container]):
            return ast.unparse(left) == key and ast.unparse(container) == table
        case ast.ExceptHandler(type=ast.Name(id="KeyError")):
            return True
    return False


def _changes(eyes: Eyes, file: File, node: ast.AST, table: str) -> bool:
    """Tell whether the syntax takes something out of a table of the name, or puts something else than coroutines in."""
    match node:
        case ast.Attribute(value=held, attr=attr) if attr in _EMPTYING:
            return last_name(held) == table
        case ast.Subscript(value=held, ctx=ast.Del()):
            return last_name(held) == table
        case ast.Subscript(value=held, ctx=ast.Store()) if last_name(held) == table:
            statement = file.parents[node]
            value = statement.value if isinstance(statement, ast.Assign) else None
            return value is None or not _are_used_up(eyes.values(file, value))
    return False
