"""Tests that stand a plain mock where an awaitable is needed, and settings that hide what would show it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

from tools.ferry.model import Finding
from tools.ferry.verify.eyes import PLAIN_MOCKS, Eyes, assigned_in, makes_coroutine
from tools.ferry.verify.finding import finding
from tools.ferry.verify.tree import ClassInfo, File

_RESULTS = {"return_value", "side_effect"}
_SETTINGS = ("pyproject.toml", "pytest.ini", "setup.cfg", "tox.ini")
_SILENCED = re.compile(r"ignore[^\n]*(never awaited|RuntimeWarning)")


def check_mocks(eyes: Eyes, file: File, target: str) -> Iterator[Finding]:
    """Yield the findings of one file; `target` is the dotted name of the async class."""
    cls = eyes.tree.classes.get(eyes.follow(target))
    for node in file.parents:
        if isinstance(node, ast.Await) and isinstance(node.value, ast.Call):
            yield from _awaited_mock(eyes, file, node.value)
        elif isinstance(node, ast.Assign) and is_plain_mock(eyes, file, node.value):
            yield from _replaced(eyes, file, node)
        elif isinstance(node, ast.Attribute) and node.attr in _RESULTS and isinstance(node.value, ast.Attribute):
            yield from _configured(eyes, file, node.value, cls)


def is_plain_mock(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the expression makes a `Mock` or `MagicMock` that imitates nothing."""
    if not isinstance(node, ast.Call) or eyes.dotted(file, node.func).rpartition(".")[2] not in PLAIN_MOCKS:
        return False
    return not node.args and not any(k.arg in {"spec", "spec_set"} for k in node.keywords)


def _awaited_mock(eyes: Eyes, file: File, call: ast.Call) -> Iterator[Finding]:
    """Report `await mock.method()` where `mock` is plain and the method was not replaced."""
    func = call.func
    if not isinstance(func, ast.Attribute) or not _is_plain_name(eyes, file, func.value):
        if isinstance(func, ast.Name) and _is_plain_name(eyes, file, func):
            yield finding(file, call, "plain_mock", f"`{func.id}` is a plain mock; awaiting its result fails")
        return
    if not _is_replaced(file, func):
        yield finding(file, call, "plain_mock", f"`{ast.unparse(func)}` is a plain mock; awaiting its result fails")


def _is_plain_name(eyes: Eyes, file: File, node: ast.expr) -> bool:
    function = file.function_of(node)
    if not isinstance(node, ast.Name) or function is None:
        return False
    values = [value for value, is_type in assigned_in(function, node.id) if not is_type]
    return bool(values) and all(is_plain_mock(eyes, file, value) for value in values)


def _is_replaced(file: File, method: ast.Attribute) -> bool:
    """Tell whether the mock's method was set to something of its own, by assignment or by keyword."""
    text = ast.unparse(method)
    scope: ast.AST = file.function_of(method) or file.tree
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign):
            if any(ast.unparse(target) == text for target in node.targets):
                return True
            if isinstance(method.value, ast.Name) and isinstance(node.value, ast.Call):
                made = any(ast.unparse(target) == method.value.id for target in node.targets)
                if made and any(keyword.arg == method.attr for keyword in node.value.keywords):
                    return True
    return False


def _replaced(eyes: Eyes, file: File, node: ast.Assign) -> Iterator[Finding]:
    """Report `service.method = Mock()` where the method of the service is async."""
    for target in node.targets:
        if isinstance(target, ast.Attribute):
            for owner in eyes.types(file, target.value):
                method = eyes.method(owner, target.attr)
                if method is not None and makes_coroutine(method):
                    text = f"`{ast.unparse(target)}` is awaited; replace it by an AsyncMock"
                    yield finding(file, node, "plain_mock", text)


def _configured(eyes: Eyes, file: File, method: ast.Attribute, cls: ClassInfo | None) -> Iterator[Finding]:
    """Report `layer.get_player.return_value` on a plain mock when only the async class has such a method."""
    if cls is None or not _is_plain_name(eyes, file, method.value) or _is_replaced(file, method):
        return
    owners = eyes.tree.methods.get(method.attr, [])
    ours = [definition for info, definition in owners if info is cls]
    if ours and all(makes_coroutine(definition) for _, definition in owners):
        yield finding(file, method, "plain_mock", f"`{ast.unparse(method)}` is awaited; make the mock an AsyncMock")


def check_settings(root: Path) -> Iterator[Finding]:
    """Yield the settings that silence un-awaited coroutines."""
    for name in _SETTINGS:
        path = root / name
        if path.exists():
            for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
                if _SILENCED.search(line) and not line.lstrip().startswith("#"):
                    yield Finding(name, number, 1, "silenced", "un-awaited coroutines would go unseen in the tests")
