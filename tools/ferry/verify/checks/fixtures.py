"""Async fixtures that `pytest.fixture` makes where pytest-asyncio leaves them alone: tests get a coroutine."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.passing import fixture_name
from tools.ferry.verify.inference.tree import File, last_name

_AWAITING = {"anext", "run", "run_until_complete", "gather", "wait_for", "create_task", "ensure_future"}


def check_fixtures(eyes: Eyes, tests: list[File]) -> Iterator[Finding]:
    """Yield the async fixtures that nobody awaits in strict mode."""
    awaited = {name for file in tests for node in file.nodes for name in _awaited_name(node)}
    for file, node in eyes.tree.decorated.get("fixture", []):
        if file in eyes.retired or not isinstance(node, ast.AsyncFunctionDef) or fixture_name(node) in awaited:
            continue
        makers = [eyes.paths(file, d.func if isinstance(d, ast.Call) else d) for d in node.decorator_list]
        if makers == [{"pytest.fixture"}]:
            text = f"`{node.name}` is async, and nothing awaits it in pytest-asyncio's strict mode"
            yield finding(file, node, "unawaited", f"{text}; use `pytest_asyncio.fixture`")


def _awaited_name(node: ast.AST) -> Iterator[str]:
    """Yield the variable that the node awaits itself, or takes the items of."""
    match node:
        case ast.Await(value=ast.Name(id=name)) | ast.AsyncFor(iter=ast.Name(id=name)):
            yield name
        case ast.Call(func=func, args=[ast.Name(id=name), *_]) if last_name(func) in _AWAITING:
            yield name
