"""Methods of an `AsyncMock`, or of a mock of an async class, that a test calls itself and does not await."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.fates.fates import misuse, problem
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference.calls import is_generator
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import UNKNOWN, ClassRef, Func, Instance, Mock, Value, Values
from tools.ferry.verify.mocks.awaiting import runs_always, taken_by
from tools.ferry.verify.mocks.stand_ins import configures, preparing

_OWN = ("assert_", "reset_mock", "configure_mock", "attach_mock", "mock_", "_")
"""How the names of a mock's own methods begin."""
_SPECS = {"spec", "spec_set"}
_MAKERS = {"Mock", "MagicMock", "NonCallableMock", "NonCallableMagicMock", "AsyncMock", "create_autospec"}


def check_forgotten(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file."""
    for node in file.nodes if file.is_test else ():
        match node:
            case ast.Call(func=ast.Attribute(value=ast.Name() | ast.Attribute() as holder, attr=name)):
                mocks = eyes.values(file, holder) if not name.startswith(_OWN) else frozenset()
                are_async = bool(mocks) and all(_makes_coroutines(eyes, mock, name) for mock in mocks)
                if not are_async or eyes.values(file, node.func) != UNKNOWN or _is_told(eyes, file, node, mocks, name):
                    continue
                if taken_by(file, node) is not None:
                    continue  # what it gives is judged as a stand-in
                if reason := problem(eyes, file, node):
                    yield finding(file, node, "unawaited", f"`{ast.unparse(node.func)}(…)` is a coroutine: {reason}")


def used_at_once(
    eyes: Eyes, place: tuple[File, ast.AST], mock: tuple[File, ast.expr], function: Func, loads: list[ast.expr]
) -> str:
    """Return the method of which the function uses what it gives at once, where of the mock that is a coroutine.

    The function gets the mock in `loads`; `place` is the test's. Nothing when the tree has an async method of the name:
    then the function itself is judged.
    """
    values = eyes.values(*mock)
    for load in loads:
        method = function.file.parents.get(load)
        call = function.file.parents.get(method) if isinstance(method, ast.Attribute) else None
        if not isinstance(call, ast.Call) or not isinstance(method, ast.Attribute) or call.func is not method:
            continue
        known = [node for owner, node in eyes.tree.methods.get(method.attr, []) if not owner.file.is_test]
        is_plain = bool(known) and not any(isinstance(node, ast.AsyncFunctionDef) for node in known)
        are_async = bool(values) and all(_makes_coroutines(eyes, value, method.attr) for value in values)
        is_used = runs_always(function, call) and bool(misuse(eyes, function.file, call, boxed=False))
        if is_plain and are_async and is_used and not _is_told(eyes, *place, values, method.attr):
            return method.attr
    return ""


def _makes_coroutines(eyes: Eyes, value: Value, name: str) -> bool:
    """Tell whether the value is a mock whose method is one by itself: it is told nothing of it.

    An `AsyncMock` that imitates nothing has no other methods; any mock has one in the place of an async method of the
    class that it imitates.
    """
    if not isinstance(value, Mock) or last_name(value.node.func) not in _MAKERS:
        return False
    if any(keyword.arg in {"wraps", None, name} for keyword in value.node.keywords):
        return False
    specs = [*value.node.args[:1], *(keyword.value for keyword in value.node.keywords if keyword.arg in _SPECS)]
    if not specs:
        return last_name(value.node.func) == "AsyncMock"
    imitated = eyes.values(value.file, specs[0])
    return bool(imitated) and all(_is_async(eyes, one, name) for one in imitated)


def _is_async(eyes: Eyes, imitated: Value, name: str) -> bool:
    """Tell whether the method of a class of the tree, or of an object of one, certainly is an async function."""
    if not isinstance(imitated, ClassRef | Instance):
        return False
    methods = eyes.member(Instance(imitated.cls, exact=True), name)
    return all(
        isinstance(method, Func) and isinstance(method.node, ast.AsyncFunctionDef) and not is_generator(method.node)
        for method in methods
    )


def _is_told(eyes: Eyes, file: File, call: ast.AST, mocks: Values, name: str) -> bool:
    """Tell whether the test, or what prepares it or makes the mock, puts something else in the place of the method."""
    homes = [(m.file, m.file.function_of(m.node) or m.file.tree) for m in mocks if isinstance(m, Mock)]
    return any(
        configures(node, name)
        or (isinstance(node, ast.Attribute) and node.attr == name and isinstance(node.ctx, ast.Store))
        for _, part in (*preparing(eyes, file, call), *homes)
        for node in ast.walk(part)
    )
