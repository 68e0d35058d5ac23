"""Tests that stand a plain mock where an awaitable is needed."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.fates.consumers import use_of
from tools.ferry.verify.fates.fates import is_never_awaited
from tools.ferry.verify.finding import finding
from tools.ferry.verify.inference import annotations
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.patches import Patch, makes_coroutine, patches
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import (
    UNKNOWN,
    Coroutine,
    External,
    Func,
    Instance,
    Mock,
    Values,
    all_plain_mocks,
)
from tools.ferry.verify.mocks.accessors import check_accessors
from tools.ferry.verify.mocks.awaiting import taken_by
from tools.ferry.verify.mocks.mock_results import (
    RESULTS,
    gets_awaitable,
    gives_back,
    is_async_by_name,
    is_never_called,
    is_no_awaitable,
    is_plain,
    is_replaced,
    may_be_awaited,
    root_of,
)
from tools.ferry.verify.mocks.passed_mocks import kept_by_object, passed_to_function
from tools.ferry.verify.mocks.put_plainly import is_put_plainly
from tools.ferry.verify.mocks.stand_ins import (
    cannot_await,
    is_configured,
    is_expected_to_fail,
    is_prepared,
    is_stand_in,
)
from tools.ferry.verify.mocks.taken import cannot_be_taken

_OWN = {"assert_called", "assert_called_once", "assert_called_with", "assert_called_once_with", "assert_any_call",
        "assert_has_calls", "assert_not_called", "reset_mock", "configure_mock", "mock_calls", "call_args",
        "call_count", "method_calls", "call_args_list", "called", "attach_mock", "mock_add_spec"}  # fmt: skip

_ASYNC_MANAGER = "contextlib.asynccontextmanager()"
_MOST_NAMES = 5
"""Through so many variables a mock is followed to the parameter that it is."""


def check_mocks(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file."""
    for node in file.nodes:
        match node:
            case ast.Await(value=ast.Call() as call):
                yield from _awaited(eyes, file, call)
            case ast.AsyncWith():
                for item in node.items:
                    yield from _taken(eyes, file, item.context_expr)
            case ast.AsyncFor() | ast.comprehension():
                yield from _taken(eyes, file, node.iter)
            case ast.Assign():
                yield from _assigned(eyes, file, node)
            case ast.Attribute(attr=attr, value=ast.Attribute() as method) if attr in RESULTS:
                yield from _configured(eyes, file, method)
            case ast.Attribute(
                attr="__enter__", value=ast.Attribute(attr="return_value", value=ast.Attribute() as method)
            ):
                yield from _entered(eyes, file, method)
            case ast.Call():
                yield from _patched(eyes, file, node)
                yield from _built(eyes, file, node)
                yield from check_accessors(eyes, file, node)


def _awaited(eyes: Eyes, file: File, call: ast.Call) -> Iterator[Finding]:
    """Report `await mock.method()` where `mock` is plain and the method was not replaced."""
    func = call.func
    if _is_given(file, root_of(func)):
        return
    if is_plain(eyes, file, root_of(func)) and not any(isinstance(n, ast.Call) for n in ast.walk(func)):
        name = last_name(func)
        is_put = isinstance(func, ast.Attribute) and is_put_plainly(eyes, (file, call), (file, func.value), name)
        is_told = not is_put and (is_replaced(eyes, file, func) or is_configured(file, call, name))
        if name not in _OWN and not is_told:
            yield finding(file, call, "plain_mock", f"`{ast.unparse(func)}` is a plain mock; awaiting its result fails")
        return
    if is_expected_to_fail(file, call):
        return
    on_stand_in = isinstance(func, ast.Attribute) and is_stand_in(eyes, file, func.value)
    fails = isinstance(func, ast.Attribute) and on_stand_in and cannot_await(eyes, file, func.value, func.attr)
    fails = fails and isinstance(func, ast.Attribute) and not is_prepared(eyes, file, call, func.attr)
    is_put = isinstance(func, ast.Attribute) and is_put_plainly(eyes, (file, call), (file, func.value), func.attr)
    if fails or is_put:
        yield finding(file, call, "plain_mock", f"`{ast.unparse(func)}` gives nothing to await; make it an AsyncMock")
        return
    for given in (*call.args, *(keyword.value for keyword in call.keywords)):
        if is_stand_in(eyes, file, given) and not _is_given(file, given):
            yield from passed_to_function(eyes, file, call, given)
    if isinstance(func, ast.Attribute):
        yield from kept_by_object(eyes, file, call, func)


def _taken(eyes: Eyes, file: File, mock: ast.expr) -> Iterator[Finding]:
    """Report `async with Mock()` and `async for _ in Mock()`, and the same of what a mock's method gives."""
    func = mock.func if isinstance(mock, ast.Call) else None
    if isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and taken_by(file, mock) is not None:
        values = eyes.values(file, func.value)
        is_free = not _is_given(file, func.value) and not is_expected_to_fail(file, mock)
        if is_free and values and all(isinstance(value, Mock) for value in values):
            if cannot_be_taken(eyes, (file, mock), (file, func.value), func.attr):
                text = f"`{ast.unparse(mock)}` gives nothing to take; make `{func.attr}` a MagicMock"
                yield finding(file, mock, "plain_mock", text)
            return
    method = taken_by(file, mock) if isinstance(mock, ast.Name | ast.Call) and is_plain(eyes, file, mock) else None
    made = isinstance(mock, ast.Name) or any(isinstance(v, Mock) and v.node is mock for v in eyes.values(file, mock))
    if method is None or not made or _is_given(file, mock) or is_expected_to_fail(file, mock):
        return
    if cannot_await(eyes, file, mock, method):
        yield finding(file, mock, "plain_mock", f"`{ast.unparse(mock)}` has no `{method}`; make it a MagicMock")


def _is_given(file: File, root: ast.expr, depth: int = 0) -> bool:
    """Tell whether a caller gives the mock: then the caller is judged. A test's parameters are its fixtures."""
    if not isinstance(root, ast.Name):
        return False
    scope = file.scope_of(root).binding(root.id)
    bound = [b.value for b in scope.names[root.id]] if scope is not None else []
    if len(bound) == 1 and isinstance(bound[0], ast.Name) and bound[0].id != root.id:
        return depth < _MOST_NAMES and _is_given(file, bound[0], depth + 1)
    is_parameter = scope is not None and any(b.kind == "parameter" for b in scope.names[root.id])
    return is_parameter and scope is not None and not getattr(scope.node, "name", "").startswith("test_")


def _assigned(eyes: Eyes, file: File, node: ast.Assign) -> Iterator[Finding]:
    """Report `service.method = Mock()` where the method of the service is async."""
    for target in node.targets:
        if isinstance(target, ast.Attribute) and is_no_awaitable(eyes, file, node.value):
            values = eyes.values(file, target.value)
            owners = [value for value in values if isinstance(value, Instance)]
            if owners:
                bad = all(makes_coroutine(eyes, eyes.member(owner, target.attr)) for owner in owners)
            else:
                bad = any(isinstance(v, Mock) for v in values) and is_async_by_name(eyes, file, target.attr)
            replaced = eyes.union(eyes.member(owner, target.attr) for owner in owners)
            bad = bad and _is_awaited_somewhere(eyes, file, target, target.attr, replaced)
            bad = bad and not gets_awaitable(eyes, file, target) and not is_never_called(file, target)
            if bad:
                text = f"`{ast.unparse(target)}` is awaited; replace it by an AsyncMock"
                yield finding(file, node, "plain_mock", text)


def _is_awaited_somewhere(eyes: Eyes, file: File, place: ast.expr, name: str, replaced: Values) -> bool:
    """Tell whether a call of what is replaced under this name is awaited at once, or there is no call to tell.

    What other tests do tells nothing where it is known that the program, or this test, awaits it or gives it away.
    """
    calls, test = eyes.tree.calls.get(name, []), file.function_of(place)
    functions = {value.node for value in replaced if isinstance(value, Func)}
    own = [(home, call) for home, call in calls if not home.is_test or (test and home.function_of(call) is test)]
    own = [(home, call) for home, call in own if _is_taken(eyes, home, home.parents.get(call))]
    known = [(home, call) for home, call in own if functions & {f.node for f in eyes.functions(home, call.func)}]
    return not calls or any(isinstance(home.parents.get(call), ast.Await) for home, call in known or calls)


def _is_taken(eyes: Eyes, file: File, parent: ast.AST | None) -> bool:
    """Tell whether what holds a coroutine awaits it, gives it to what does, or to the caller of a plain function."""
    if isinstance(parent, ast.Return):
        return not file.in_async(parent)
    given = isinstance(parent, ast.Call) and use_of(eyes, file, parent, boxed=False, ours=True) == "takes"
    return given or isinstance(parent, ast.Await)


def _configured(eyes: Eyes, file: File, method: ast.Attribute) -> Iterator[Finding]:
    """Report `layer.get_player.return_value` on a plain mock when such a method is async wherever there is one."""
    root = root_of(method.value)
    if method.attr in _OWN or not is_plain(eyes, file, root) or not is_async_by_name(eyes, file, method.attr):
        return
    if _is_only_misused(eyes, method.attr):
        return
    assign = file.parents.get(file.parents[method])
    if isinstance(assign, ast.Assign) and _gives_awaitable(eyes, file, assign.value):
        return
    if not is_replaced(eyes, file, method):
        yield finding(file, method, "plain_mock", f"`{ast.unparse(method)}` is awaited; make the mock an AsyncMock")


def _entered(eyes: Eyes, file: File, method: ast.Attribute) -> Iterator[Finding]:
    """Report `store.locked.return_value.__enter__` where each such method of the tree is for `async with`."""
    known = [(owner, node) for owner, node in eyes.tree.methods.get(method.attr, []) if not owner.file.is_test]
    here = [(owner, node) for owner, node in known if not eyes.is_gone(file, owner)]
    made = eyes.union(eyes.variables.definition(owner.file, node) for owner, node in here)
    are_async = bool(made) and all(isinstance(one, External) and one.path == _ASYNC_MANAGER for one in made)
    if file.is_test and are_async and eyes.is_mock(file, method.value):
        text = f"`{method.attr}` is entered by `async with`; say that of its `__aenter__`"
        yield finding(file, method, "plain_mock", text)


def _is_only_misused(eyes: Eyes, name: str) -> bool:
    """Tell whether each call of a method of this name uses the coroutine in place of its result: none is awaited.

    These calls are judged themselves; a mock that can be awaited would hide them.
    """
    calls = eyes.tree.calls.get(name, [])
    called = {call.func for _, call in calls}
    is_handed_on = any(node not in called for file, node in eyes.tree.attribute_loads.get(name, []) if not file.is_test)
    return bool(calls) and not is_handed_on and all(is_never_awaited(eyes, file, call) for file, call in calls)


def _gives_awaitable(eyes: Eyes, file: File, value: ast.expr) -> bool:
    """Tell whether what a mock is told to give, or to do, may be awaited, as far as the code shows it."""
    if not may_be_awaited(eyes, file, value):
        return False
    if not isinstance(value, ast.Call | ast.Name) or eyes.functions(file, value):
        return True
    return any(isinstance(v, Coroutine) or v == External("asyncio.Future()") for v in eyes.values(file, value))


def _patched(eyes: Eyes, file: File, call: ast.Call) -> Iterator[Finding]:
    """Report a patch that puts a plain mock, or a plain function, in the place of an async one."""
    for patch in patches(eyes, file, call):
        yield from _called_instead(eyes, file, patch)
        if not makes_coroutine(eyes, patch.replaced):
            continue
        if not _is_awaited_somewhere(eyes, file, call, patch.name, patch.replaced):
            continue
        plain = patch.factory in {"Mock", "MagicMock"} or (
            patch.new is not None
            and (is_no_awaitable(eyes, file, patch.new) or gives_back(eyes, file, patch.new, patch.replaced))
        )
        if plain:
            yield finding(file, call, "plain_mock", f"`{patch.name}` is awaited; replace it by an AsyncMock")


def _called_instead(eyes: Eyes, file: File, patch: Patch) -> Iterator[Finding]:
    """Report an async function that the mock of a synchronous one calls: nobody awaits what that gives."""
    is_sync = bool(patch.replaced) and all(
        isinstance(value, Func) and isinstance(value.node, ast.FunctionDef) for value in patch.replaced
    )
    if not is_sync or patch.new is not None or patch.factory:
        return
    if any(annotations.may_be_awaitable(eyes, one) for one in eyes.called(patch.replaced) or UNKNOWN):
        return
    for keyword in patch.call.keywords:
        if keyword.arg in {"side_effect", "wraps"} and makes_coroutine(eyes, eyes.values(file, keyword.value)):
            text = f"`{ast.unparse(keyword.value)}` is async, and stands for `{patch.name}`, which nobody awaits"
            yield finding(file, keyword.value, "unawaited", text)


def _built(eyes: Eyes, file: File, call: ast.Call) -> Iterator[Finding]:
    """Report `Mock(method=Mock())`, `Mock(**{"method.return_value": …})` and a namespace of plain functions.

    And the same of `mock.configure_mock(…)`.
    """
    told = call.func.value if isinstance(call.func, ast.Attribute) and call.func.attr == "configure_mock" else call
    mocks = eyes.values(file, told)
    is_later = told is not call and all_plain_mocks(mocks)
    kinds = {v.kind for v in mocks if isinstance(v, Mock) and (is_later or v.node is call)}
    if not kinds & {"plain", "namespace"}:
        return
    for keyword in call.keywords:
        if keyword.arg is not None:
            is_wrong = is_no_awaitable(eyes, file, keyword.value) and is_async_by_name(eyes, file, keyword.arg)
            if is_wrong and not _is_only_misused(eyes, keyword.arg):
                yield finding(file, call, "plain_mock", f"`{keyword.arg}` is awaited; give it an AsyncMock")
        elif isinstance(keyword.value, ast.Dict) and "plain" in kinds:
            own = {other.arg for other in call.keywords}  # a mock is told of its members first: they are judged
            for name in (one for one in _plainly_told(eyes, file, keyword.value) if one not in own):
                yield finding(file, call, "plain_mock", f"`{name}` is awaited; give it an AsyncMock")


def _plainly_told(eyes: Eyes, file: File, told: ast.Dict) -> Iterator[str]:
    """Yield the async methods of which a mock is told what they give: `"method.return_value": 3`."""
    for key, value in zip(told.keys, told.values, strict=True):
        name = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
        method, _, result = name.partition(".")
        is_wrong = result in RESULTS and is_async_by_name(eyes, file, method)
        if is_wrong and not _gives_awaitable(eyes, file, value) and not _is_only_misused(eyes, method):
            yield method
