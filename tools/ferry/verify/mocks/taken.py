"""Mocks and fakes of which `async with` or `async for` takes what a method gives: it has to be no coroutine."""

import ast
from collections.abc import Iterator

from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import Coroutine, Func, Group, Instance, Mock, Plain
from tools.ferry.verify.mocks.awaiting import Asked
from tools.ferry.verify.mocks.mock_results import RESULTS
from tools.ferry.verify.mocks.stand_ins import Place, cannot_await, configures, is_set_later, preparing

_IMITATING = {"spec", "spec_set", "wraps", "side_effect"}


def fails(eyes: Eyes, at: Place, stand_in: Place, asked: Asked) -> bool:
    """Tell whether what is asked of the stand-in certainly fails; `at` is where the test sets it going."""
    if asked.taken:
        return cannot_be_taken(eyes, at, stand_in, asked.method)
    return cannot_await(eyes, *stand_in, asked.method)


def cannot_be_taken(eyes: Eyes, at: Place, stand_in: Place, method: str) -> bool:
    """Tell whether what `stand_in.method()` gives certainly cannot be entered, or read, asynchronously.

    `at` is where the test sets it going.
    """
    values = eyes.values(*stand_in)
    if not values or is_set_later(eyes, stand_in[0], values, method):
        return False
    return all(
        _mock_gives_none(eyes, at, value, method) if isinstance(value, Mock)
        else isinstance(value, Instance) and _fake_gives_none(eyes, value, method)
        for value in values
    )  # fmt: skip


def _fake_gives_none(eyes: Eyes, fake: Instance, method: str) -> bool:
    functions = eyes.member(fake, method, tests=True)
    made = eyes.called(functions)
    are_known = all(isinstance(function, Func) for function in functions)
    return are_known and bool(made) and all(isinstance(value, Coroutine | Group | Plain) for value in made)


def _mock_gives_none(eyes: Eyes, at: Place, mock: Mock, method: str) -> bool:
    """Tell whether a mock gives a coroutine, or what it is told to give is a plain value.

    What a `MagicMock` gives by itself can be entered and read; what a `Mock` gives cannot.
    """
    kind = last_name(mock.node.func)
    told_when_made = any(k.arg in {None, method, *_IMITATING} for k in mock.node.keywords)
    if not kind.endswith("Mock") or mock.kind not in {"plain", "awaitable"} or mock.node.args or told_when_made:
        return False
    parts = [*preparing(eyes, *at), (mock.file, mock.file.function_of(mock.node) or mock.file.tree)]
    nodes = [(home, node) for home, part in parts for node in ast.walk(part)]
    if any(_is_set(node, method) for _, node in nodes):
        return False
    if mock.kind == "awaitable":
        return True
    told = [value for home, node in nodes for value in _told(home, node, method)]
    if not told:
        return kind in {"Mock", "NonCallableMock"}
    return all(
        value is not None and all(isinstance(v, Group | Plain) for v in eyes.values(home, value) or {None})
        for home, value in told
    )


def _is_set(node: ast.AST, method: str) -> bool:
    """Tell whether the syntax puts something else in the place of the method."""
    if isinstance(node, ast.Attribute) and node.attr == method and isinstance(node.ctx, ast.Store):
        return True
    return configures(node, method)


def _told(file: File, node: ast.AST, method: str) -> Iterator[tuple[File, ast.expr | None]]:
    """Yield what a mock is told that the method gives; None where that is set in another way."""
    if isinstance(node, ast.Attribute) and node.attr in RESULTS and last_name(node.value) == method:
        statement = file.parents[node]
        yield file, statement.value if isinstance(statement, ast.Assign) and node.attr == "return_value" else None
