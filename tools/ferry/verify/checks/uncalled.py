"""Async functions that are awaited, or started as a task, without being called; async generators that are awaited."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.fates.consumers import coroutines_wanted
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import External


def check_uncalled(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file."""
    for node in file.nodes:
        if isinstance(node, ast.Await):
            if _is_async_function(eyes, file, node.value):
                yield _not_called(file, node.value, "nothing calls it here")
            elif eyes.values(file, node.value) == frozenset({External("ferry:async generator")}):
                text = f"`{ast.unparse(node.value)}` is an async generator; use `async for`"
                yield finding(file, node, "async_iteration", text)
        elif isinstance(node, ast.Call):
            for given in coroutines_wanted(eyes, file, node):
                if _is_async_function(eyes, file, given):
                    yield _not_called(file, given, f"`{ast.unparse(node.func)}` wants its coroutine")


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
