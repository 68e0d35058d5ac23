"""Async functions that are awaited, or started as a task, without being called; async generators that are awaited."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.fates.consumers import coroutines_wanted
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import Instance, all_async_generators

_TESTED = "its truth is tested"
_ITERATED = "it is iterated over"


def check_uncalled(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file."""
    for node in file.nodes:
        if isinstance(node, ast.Await):
            if _is_async_function(eyes, file, node.value):
                yield _not_called(file, node.value, "nothing calls it here")
            elif all_async_generators(eyes.values(file, node.value)):
                text = f"`{ast.unparse(node.value)}` is an async generator; use `async for`"
                yield finding(file, node, "async_iteration", text)
        elif isinstance(node, ast.Call):
            for given in coroutines_wanted(eyes, file, node):
                if _is_async_function(eyes, file, given):
                    yield _not_called(file, given, f"`{ast.unparse(node.func)}` wants its coroutine")
        elif isinstance(node, ast.Attribute) and (use := _use_of(file, node)) and _is_method(eyes, file, node):
            yield _not_called(file, node, f"{use}, and nothing calls it")
        elif isinstance(node, ast.Name) and _use_of(file, node) == _ITERATED and _is_async_function(eyes, file, node):
            yield _not_called(file, node, f"{_ITERATED}, and nothing calls it")


def _not_called(file: File, function: ast.expr, why: str) -> Finding:
    return finding(file, function, "unawaited", f"`{ast.unparse(function)}` is an async function: {why}")


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


def _use_of(file: File, node: ast.expr) -> str:
    """Return how the value is used, where that makes sense for the result alone; else the empty string."""
    parent = file.parents.get(node)
    match parent:
        case ast.If(test=test) | ast.While(test=test) | ast.IfExp(test=test) | ast.Assert(test=test) if test is node:
            return _TESTED
        case ast.UnaryOp(op=ast.Not()) | ast.Call(func=ast.Name(id="bool")):
            return _TESTED
        case ast.comprehension(ifs=conditions) if node in conditions:
            return _TESTED
        case ast.For(iter=read) | ast.AsyncFor(iter=read) | ast.comprehension(iter=read) if read is node:
            return _ITERATED
        case ast.Expr():
            return "it is a statement"
        case ast.BinOp() | ast.FormattedValue():
            return "it is used in place of a result"
    return ""


def _is_method(eyes: Eyes, file: File, node: ast.Attribute) -> bool:
    """Tell whether the attribute certainly is an async method of an object: nothing else is put in its place.

    What tests put there is called, too, where the program runs.
    """
    homes = [home for home, _ in eyes.tree.attribute_stores.get(node.attr, [])]
    homes += [cls.file for cls in eyes.tree.classes.values() if node.attr in cls.attributes]
    kept = any(file.is_test or not home.is_test for home in homes)
    owners = eyes.values(file, node.value) if not kept else frozenset()
    are_ours = bool(owners) and all(isinstance(owner, Instance) for owner in owners)
    return are_ours and _is_async_function(eyes, file, node)
