"""Tests that stand a plain mock where an awaitable is needed."""

import ast
from collections.abc import Iterator

from tools.ferry.model import Finding
from tools.ferry.verify.calls import own_nodes, trusted_name
from tools.ferry.verify.consumers import receivers
from tools.ferry.verify.eyes import Eyes
from tools.ferry.verify.finding import finding
from tools.ferry.verify.passing import argument_parameter
from tools.ferry.verify.patches import makes_coroutine, patches
from tools.ferry.verify.tree import File, last_name
from tools.ferry.verify.values import Coroutine, External, Func, Instance, Mock, Unknown, all_coroutines

_BRANCHES = (ast.If, ast.IfExp, ast.While, ast.For, ast.AsyncFor, ast.Try, ast.Match, ast.BoolOp)
_RESULTS = {"return_value", "side_effect"}
_OWN = {"assert_called", "assert_called_once", "assert_called_with", "assert_called_once_with", "assert_any_call",
        "assert_has_calls", "assert_not_called", "reset_mock", "configure_mock", "mock_calls", "call_args",
        "call_count", "method_calls", "call_args_list", "called", "attach_mock", "mock_add_spec"}  # fmt: skip


def check_mocks(eyes: Eyes, file: File) -> Iterator[Finding]:
    """Yield the findings of one file."""
    for node in file.nodes:
        match node:
            case ast.Await(value=ast.Call() as call):
                yield from _awaited(eyes, file, call)
            case ast.Assign():
                yield from _assigned(eyes, file, node)
            case ast.Attribute(attr=attr, value=ast.Attribute() as method) if attr in _RESULTS:
                yield from _configured(eyes, file, method)
            case ast.Call():
                yield from _patched(eyes, file, node)
                yield from _built(eyes, file, node)


def is_plain(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the expression is a `Mock` or `MagicMock` that imitates nothing, whatever happens."""
    values = eyes.values(file, node)
    return bool(values) and all(isinstance(value, Mock) and value.kind == "plain" for value in values)


def _root(node: ast.expr) -> ast.expr:
    """Return where a chain of attributes starts; a mock's `return_value` and the result of calling it belong to it."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node


def _awaited(eyes: Eyes, file: File, call: ast.Call) -> Iterator[Finding]:
    """Report `await mock.method()` where `mock` is plain and the method was not replaced."""
    func = call.func
    if _is_given(file, _root(func)):
        return
    if is_plain(eyes, file, _root(func)) and not any(isinstance(n, ast.Call) for n in ast.walk(func)):
        if last_name(func) not in _OWN and not _is_replaced(eyes, file, func):
            yield finding(file, call, "plain_mock", f"`{ast.unparse(func)}` is a plain mock; awaiting its result fails")
        return
    for given in (*call.args, *(keyword.value for keyword in call.keywords)):
        if is_plain(eyes, file, given) and not _is_expected_to_fail(file, call):
            yield from _into_async(eyes, file, call, given)
    if isinstance(func, ast.Attribute) and not _is_expected_to_fail(file, call):
        yield from _through_object(eyes, file, call, func)


def _is_given(file: File, root: ast.expr) -> bool:
    """Tell whether a caller gives the mock: then the caller is judged. A test's parameters are its fixtures."""
    if not isinstance(root, ast.Name):
        return False
    scope = file.scope_of(root).binding(root.id)
    is_parameter = scope is not None and any(b.kind == "parameter" for b in scope.names[root.id])
    return is_parameter and scope is not None and not getattr(scope.node, "name", "").startswith("test_")


def _is_expected_to_fail(file: File, node: ast.AST) -> bool:
    return any(isinstance(p, ast.With | ast.AsyncWith) and "raises" in ast.unparse(p.items[0]) for p in file.up(node))


def _into_async(eyes: Eyes, file: File, call: ast.Call, mock: ast.expr) -> Iterator[Finding]:
    """Report a plain mock passed to an async function of the tree that awaits a method of it."""
    for function in receivers(eyes, file, call):
        argument = argument_parameter(function, call, mock)
        if argument is None:
            continue
        for load in function.file.loads_of(function.file.scopes[function.node], argument.arg):
            method = _awaited_method(function.file, load)
            if method is not None and _runs_always(function, load) and not _sets(eyes, file, mock, method):
                what = f"`{method or argument.arg}` of the plain mock `{ast.unparse(mock)}`"
                yield finding(file, call, "plain_mock", f"`{ast.unparse(call.func)}` awaits {what}")
                return


def _through_object(eyes: Eyes, file: File, call: ast.Call, func: ast.Attribute) -> Iterator[Finding]:
    """Report `await service.load()` where `service` was made with a plain mock that `load` awaits a method of."""
    made = _constructor(eyes, file, func.value)
    if made is None:
        return
    for function in receivers(eyes, file, call):
        for attribute, mock in _kept(eyes, file, made):
            for node in own_nodes(function.node):
                if isinstance(node, ast.Attribute) and ast.unparse(node) == f"self.{attribute}":
                    method = _awaited_method(function.file, node)
                    if method is not None and _runs_always(function, node) and not _sets(eyes, file, mock, method):
                        text = f"`{func.attr}` awaits `{method}` of the plain mock `{ast.unparse(mock)}`"
                        yield finding(file, call, "plain_mock", text)
                        return


def _runs_always(function: Func, node: ast.AST) -> bool:
    """Tell whether nothing decides whether the node runs: no branch around it, no way out before it."""
    below = node
    for parent in function.file.up(node):
        decided = {getattr(parent, "test", None), getattr(parent, "iter", None)}
        if isinstance(parent, _BRANCHES) and below not in decided:
            return False
        if parent is function.node:
            break
        below = parent
    before = [n for n in own_nodes(function.node) if isinstance(n, ast.Return | ast.Raise)]
    return not any(n.lineno < getattr(node, "lineno", 0) for n in before)


def _constructor(eyes: Eyes, file: File, node: ast.expr) -> ast.Call | None:
    """Return the call that made the object, when a local variable holds it or it stands there itself."""
    if isinstance(node, ast.Call):
        return node
    if isinstance(node, ast.Name):
        scope = file.scope_of(node).binding(node.id)
        bindings = scope.names[node.id] if scope is not None else []
        if len(bindings) == 1 and bindings[0].kind == "value" and isinstance(bindings[0].value, ast.Call):
            return bindings[0].value
    return None


def _kept(eyes: Eyes, file: File, made: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """Yield (attribute, mock) for each plain mock that the constructor keeps in an attribute."""
    for given in (*made.args, *(keyword.value for keyword in made.keywords)):
        if not is_plain(eyes, file, given):
            continue
        for init in receivers(eyes, file, made):
            argument = argument_parameter(init, made, given)
            for node in own_nodes(init.node) if argument is not None else ():
                if isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and argument is not None:
                    target = node.targets[0]
                    if node.value.id == argument.arg and isinstance(target, ast.Attribute):
                        yield target.attr, given


def _awaited_method(file: File, load: ast.expr) -> str | None:
    """Return the method in `await load.method()`, the empty string for `await load()`, None for anything else."""
    parent = file.parents.get(load)
    method = ""
    if isinstance(parent, ast.Attribute):
        method, load, parent = parent.attr, parent, file.parents.get(parent)
    if isinstance(parent, ast.Call) and parent.func is load and isinstance(file.parents.get(parent), ast.Await):
        return method
    return None


def _sets(eyes: Eyes, file: File, mock: ast.expr, method: str) -> bool:
    """Tell whether the mock's method is replaced by something of its own."""
    if isinstance(mock, ast.Call) and any(k.arg in {method, None} for k in mock.keywords):
        return True
    if not method:
        return False
    function = file.function_of(mock) or file.tree
    if _names(function, method) and _by_name(eyes, method):
        return True  # what is said about it there is judged there
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(last_name(target) == method for target in node.targets):
            return True
    return not isinstance(mock, ast.Call) and _is_replaced(eyes, file, ast.Attribute(value=mock, attr=method))


def _is_replaced(eyes: Eyes, file: File, method: ast.expr) -> bool:
    """Tell whether the mock's method was set to something that may be awaited: here, or where the mock is made."""
    name = last_name(method)
    if _is_set_in(eyes, file, file.function_of(_root(method)) or file.tree, ast.unparse(method)):
        return True
    for mock in eyes.values(file, _root(method)):
        if isinstance(mock, Mock):
            if any(k.arg in {name, None, "side_effect"} for k in mock.node.keywords):
                return True
            home = mock.file.function_of(mock.node)
            if home is not None and home is not file.function_of(_root(method)) and _names(home, name):
                return True
    return False


def _is_set_in(eyes: Eyes, file: File, scope: ast.AST, text: str) -> bool:
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                known = ast.unparse(target)
                if (known == text and "." in text) or (
                    known.endswith(f".{text}") and not is_plain(eyes, file, node.value)
                ):
                    return True
                if known in {f"{text}.return_value", f"{text}.side_effect"} and _may_be_awaited(eyes, file, node.value):
                    return True
        elif isinstance(node, ast.Call) and last_name(node.func) in {"configure_mock", "attach_mock"}:
            return True
    return False


def _names(scope: ast.AST, name: str) -> bool:
    """Tell whether the function that makes the mock says anything about a member of this name."""
    return any(isinstance(node, ast.Attribute) and node.attr == name for node in ast.walk(scope))


def _may_be_awaited(eyes: Eyes, file: File, value: ast.expr) -> bool:
    found = eyes.values(file, value)
    return not found or any(isinstance(v, Coroutine | Unknown | External | Func) for v in found)


def _by_name(eyes: Eyes, name: str) -> bool:
    """Tell whether every method of this name in the tree, tests aside, is async, and the name tells enough."""
    found = [m for owner, m in eyes.tree.methods.get(name, []) if owner.name != eyes.gone and not owner.file.is_test]
    if not found or not trusted_name(eyes, name):
        return False
    return all(all_coroutines(eyes.called(eyes.definition(eyes.tree.home[m], m))) for m in found)


def _assigned(eyes: Eyes, file: File, node: ast.Assign) -> Iterator[Finding]:
    """Report `service.method = Mock()` where the method of the service is async."""
    for target in node.targets:
        if isinstance(target, ast.Attribute) and _is_no_awaitable(eyes, file, node.value):
            values = eyes.values(file, target.value)
            owners = [value for value in values if isinstance(value, Instance)]
            if owners:
                bad = all(makes_coroutine(eyes, eyes.member(owner, target.attr)) for owner in owners)
            else:
                bad = any(isinstance(v, Mock) for v in values) and _by_name(eyes, target.attr)
            bad = bad and _is_awaited_somewhere(eyes, target.attr) and not _gets_awaitable(eyes, file, target)
            if bad:
                text = f"`{ast.unparse(target)}` is awaited; replace it by an AsyncMock"
                yield finding(file, node, "plain_mock", text)


def _is_awaited_somewhere(eyes: Eyes, name: str) -> bool:
    """Tell whether a call of a function of this name is awaited at once, or there is no call to tell how it is used."""
    calls = eyes.tree.calls.get(name, [])
    return not calls or any(isinstance(file.parents.get(call), ast.Await) for file, call in calls)


def _gets_awaitable(eyes: Eyes, file: File, mock: ast.expr) -> bool:
    """Tell whether the mock's result or effect is set to something that may be awaited."""
    names = {f"{ast.unparse(mock)}.{result}" for result in _RESULTS}
    return any(
        isinstance(n, ast.Assign)
        and _may_be_awaited(eyes, file, n.value)
        and names & {ast.unparse(t) for t in n.targets}
        for n in file.nodes
    )


def _is_no_awaitable(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether calling the expression certainly gives nothing that can be awaited."""
    if is_plain(eyes, file, node):
        given = node.keywords if isinstance(node, ast.Call) else []
        return not any(
            k.arg is None or (k.arg in _RESULTS and _may_be_awaited(eyes, file, k.value)) for k in given
        )  # fmt: skip
    functions = eyes.functions(file, node)
    if any(_only_fails(function) for function in functions):
        return False
    made = eyes.called(frozenset(functions))
    return (
        bool(functions) and bool(made) and not any(isinstance(v, Coroutine | Unknown | External | Mock) for v in made)
    )


def _only_fails(function: Func) -> bool:
    """Tell whether the function is there to show that nobody calls it."""
    return any(
        isinstance(n, ast.Raise) or (isinstance(n, ast.Call) and last_name(n.func) == "fail")
        for n in own_nodes(function.node)
    )


def _configured(eyes: Eyes, file: File, method: ast.Attribute) -> Iterator[Finding]:
    """Report `layer.get_player.return_value` on a plain mock when such a method is async wherever there is one."""
    root = _root(method.value)
    if method.attr in _OWN or not is_plain(eyes, file, root) or not _by_name(eyes, method.attr):
        return
    assign = file.parents.get(file.parents[method])
    if isinstance(assign, ast.Assign) and _may_be_awaited(eyes, file, assign.value):
        if not isinstance(assign.value, ast.Call | ast.Name) or eyes.functions(file, assign.value):
            return
        if any(isinstance(v, Coroutine) or v == External("asyncio.Future()") for v in eyes.values(file, assign.value)):
            return
    if not _is_replaced(eyes, file, method):
        yield finding(file, method, "plain_mock", f"`{ast.unparse(method)}` is awaited; make the mock an AsyncMock")


def _patched(eyes: Eyes, file: File, call: ast.Call) -> Iterator[Finding]:
    """Report a patch that puts a plain mock, or a plain function, in the place of an async one."""
    for patch in patches(eyes, file, call):
        if not makes_coroutine(eyes, patch.replaced) or not _is_awaited_somewhere(eyes, patch.name):
            continue
        plain = patch.factory in {"Mock", "MagicMock"} or (
            patch.new is not None and _is_no_awaitable(eyes, file, patch.new)
        )
        if plain:
            yield finding(file, call, "plain_mock", f"`{patch.name}` is awaited; replace it by an AsyncMock")


def _built(eyes: Eyes, file: File, call: ast.Call) -> Iterator[Finding]:
    """Report `Mock(method=Mock())`, `Mock(**{"method.return_value": …})` and a namespace of plain functions."""
    values = eyes.values(file, call)
    is_mock = any(isinstance(v, Mock) and v.kind == "plain" and v.node is call for v in values)
    if not is_mock and External("types.SimpleNamespace()") not in values:
        return
    for keyword in call.keywords:
        if keyword.arg is not None and _is_no_awaitable(eyes, file, keyword.value) and _by_name(eyes, keyword.arg):
            yield finding(file, call, "plain_mock", f"`{keyword.arg}` is awaited; give it an AsyncMock")
        elif keyword.arg is None and isinstance(keyword.value, ast.Dict) and is_mock:
            for key in keyword.value.keys:
                name = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
                if name.endswith((".return_value", ".side_effect")) and _by_name(eyes, name.split(".")[0]):
                    yield finding(file, call, "plain_mock", f"`{name.split('.')[0]}` is awaited; give it an AsyncMock")
