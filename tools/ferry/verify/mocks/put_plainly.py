"""Methods of a mock in the place of which the test puts something that certainly gives nothing to await."""

import ast
from collections.abc import Iterator

from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import File
from tools.ferry.verify.inference.values import Func, Mock
from tools.ferry.verify.mocks.awaiting import runs_always
from tools.ferry.verify.mocks.mock_results import (
    RESULTS,
    gets_awaitable,
    is_async_by_name,
    is_no_awaitable,
    may_be_awaited,
)
from tools.ferry.verify.mocks.stand_ins import CONFIGURING, Place, configures


def is_put_plainly(eyes: Eyes, at: Place, stand_in: Place, method: str) -> bool:
    """Tell whether awaiting what the mock's method gives fails whatever the mock is, for what is put there.

    `at` is where the test sets it going. A method whose name tells enough is judged where it is put.
    """
    mocks = eyes.values(*stand_in)
    if not method or is_async_by_name(eyes, at[0], method) or _may_be_told(eyes, method):
        return False
    return bool(mocks) and all(isinstance(mock, Mock) and _gets_plain(eyes, at, mock, method) for mock in mocks)


def _gets_plain(eyes: Eyes, at: Place, mock: Mock, method: str) -> bool:
    if mock.kind == "namespace":
        return False
    told = [*((mock.file, value) for value in _told(mock.node, method)), *_put(eyes, at, mock, method)]
    return bool(told) and all(
        value is not None and is_no_awaitable(eyes, file, value) and not gets_awaitable(eyes, file, value)
        for file, value in told
    )


def _told(call: ast.Call, method: str) -> Iterator[ast.expr | None]:
    """Yield what the call that makes or configures a mock puts there; None where it may tell more than is seen."""
    for keyword in call.keywords:
        if keyword.arg == method:
            yield keyword.value
        elif keyword.arg is None and not isinstance(keyword.value, ast.Dict):
            yield None
        elif keyword.arg is None and isinstance(keyword.value, ast.Dict):
            for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
                name = key.value if isinstance(key, ast.Constant) else None
                if not isinstance(name, str) or name.startswith(f"{method}."):
                    yield None
                elif name == method:
                    yield value


def _put(eyes: Eyes, at: Place, mock: Mock, method: str) -> Iterator[tuple[File, ast.expr | None]]:
    """Yield what is put there later, with its file: None for what is not certain to be there at that time."""
    stores = ((file, target, target.value) for file, target in eyes.tree.attribute_stores.get(method, []))
    calls = ((file, call, _holder(call)) for name in CONFIGURING for file, call in eyes.tree.calls.get(name, []))
    for file, node, holder in (*stores, *((file, call, of) for file, call, of in calls if configures(call, method))):
        held = eyes.values(file, holder) if holder is not None else frozenset()
        if held and all(isinstance(one, Mock) and one != mock for one in held):
            continue
        parent = file.parents.get(node)
        before = _runs_before(file, parent if isinstance(parent, ast.stmt) else node, at, mock)
        is_its_own = before and held == {mock}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "configure_mock":
            yield from ((file, value if is_its_own else None) for value in _told(node, method))
        else:
            yield file, parent.value if is_its_own and isinstance(parent, ast.Assign) else None


def _holder(call: ast.Call) -> ast.expr | None:
    """Return of which object the call sets an attribute."""
    if isinstance(call.func, ast.Attribute) and call.func.attr in {"configure_mock", "attach_mock"}:
        return call.func.value
    return call.args[0] if call.args else None


def _runs_before(file: File, node: ast.AST, at: Place, mock: Mock) -> bool:
    """Tell whether the node certainly runs before the place: in its function, or in that which makes the mock."""
    function = file.function_of(node)
    if function is None or not runs_always(Func(file, function), node):
        return False
    if function is at[0].function_of(at[1]):
        return getattr(node, "lineno", 0) < at[1].lineno
    return function is mock.file.function_of(mock.node)


def _may_be_told(eyes: Eyes, method: str) -> bool:
    """Tell whether a test may say, of a method of this name that it has put there, that it gives something to await."""
    for file, target in (place for result in RESULTS for place in eyes.tree.attribute_stores.get(result, [])):
        if isinstance(target.value, ast.Attribute) and target.value.attr == method:
            statement = file.parents[target]
            if not isinstance(statement, ast.Assign) or may_be_awaited(eyes, file, statement.value):
                return True
    calls = (call.func for _, call in eyes.tree.calls.get("configure_mock", []))
    return any(
        isinstance(f, ast.Attribute) and isinstance(f.value, ast.Attribute) and f.value.attr == method for f in calls
    )
