"""What a test lets a plain mock give: whether that may be awaited, or certainly not."""

import ast

from tools.ferry.verify.inference.annotations import is_never_awaitable
from tools.ferry.verify.inference.calls import own_nodes, trusted_name
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef, parameters
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import (
    Coroutine,
    External,
    Func,
    Group,
    Mock,
    Unknown,
    Value,
    Values,
    all_coroutines,
    all_plain_mocks,
)

RESULTS = {"return_value", "side_effect"}


def is_plain(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the expression is a `Mock` or `MagicMock` that imitates nothing, whatever happens."""
    return all_plain_mocks(eyes.values(file, node))


def root_of(node: ast.expr) -> ast.expr:
    """Return where a chain of attributes starts; a mock's `return_value` and the result of calling it belong to it."""
    while isinstance(node, ast.Attribute | ast.Call):
        node = node.value if isinstance(node, ast.Attribute) else node.func
    return node


def may_be_awaited(eyes: Eyes, file: File, value: ast.expr) -> bool:
    """Tell whether the expression may stand for something that can be awaited, or for a function that gives it."""
    found = eyes.values(file, value)
    return not found or any(isinstance(v, Coroutine | Unknown | External | Func) for v in found)


def is_no_awaitable(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether calling the expression certainly gives nothing that can be awaited."""
    if is_plain(eyes, file, node):
        mocks = [value for value in eyes.values(file, node) if isinstance(value, Mock)]
        return not any(
            k.arg is None or (k.arg in RESULTS and may_be_awaited(eyes, mock.file, k.value))
            or (k.arg == "side_effect" and _may_hold_awaitable(eyes, mock.file, k.value))
            for mock in mocks for k in mock.node.keywords
        )  # fmt: skip
    functions = eyes.functions(file, node)
    if any(_only_fails(function) for function in functions):
        return False
    made = eyes.called(frozenset(functions))
    return (
        bool(functions) and bool(made) and not any(isinstance(v, Coroutine | Unknown | External | Mock) for v in made)
    )


def _may_hold_awaitable(eyes: Eyes, file: File, results: ast.expr) -> bool:
    """Tell whether one of the results that a mock gives one after the other may be awaited."""
    inside = (group.values for group in eyes.values(file, results) if isinstance(group, Group))
    return any(isinstance(v, Coroutine | Unknown | External | Func) for v in frozenset[Value]().union(*inside))


def gives_back(eyes: Eyes, file: File, node: ast.expr, replaced: Values) -> bool:
    """Tell whether the expression is a plain function that gives one of its arguments back, which nobody can await.

    It stands for the functions `replaced`, whose parameters say what it gets.
    """
    functions = eyes.functions(file, node)
    return bool(functions) and all(
        isinstance(stood_for, Func) and _is_data(eyes, function, stood_for)
        for function in functions for stood_for in replaced
    )  # fmt: skip


def _is_data(eyes: Eyes, function: Func, stood_for: Func) -> bool:
    node = function.node
    own, theirs = (parameters(one.node)[one.bound :] for one in (function, stood_for))
    names = [argument.arg for argument in own]
    ends = [n.value for n in own_nodes(node) if isinstance(n, ast.Return)] if isinstance(node, FunctionDef) else []
    results = [node.body] if isinstance(node, ast.Lambda) else ends
    given = [names.index(one.id) for one in results if isinstance(one, ast.Name) and one.id in names]
    if isinstance(node, ast.AsyncFunctionDef) or not given or len(given) != len(results) or max(given) >= len(theirs):
        return False
    home = stood_for.file.scopes[stood_for.node]
    kinds = (eyes.variables.of(stood_for.file, home, theirs[position].arg) for position in given)
    return all(is_never_awaitable(eyes, kind) for kind in kinds)


def _only_fails(function: Func) -> bool:
    """Tell whether the function is there to show that nobody calls it."""
    return any(
        isinstance(n, ast.Raise) or (isinstance(n, ast.Call) and last_name(n.func) == "fail")
        for n in own_nodes(function.node)
    )


def gets_awaitable(eyes: Eyes, file: File, mock: ast.expr) -> bool:
    """Tell whether the mock's result or effect is set to something that may be awaited."""
    names = {f"{ast.unparse(mock)}.{result}" for result in RESULTS}
    return any(
        isinstance(n, ast.Assign)
        and may_be_awaited(eyes, file, n.value)
        and names & {ast.unparse(t) for t in n.targets}
        for n in file.nodes
    )


def is_never_called(file: File, mock: ast.expr) -> bool:
    """Tell whether the test asserts that nobody calls the mock: then nobody awaits what it gives."""
    text = ast.unparse(mock)
    said = {f"{text}.assert_not_called()", f"{text}.assert_not_awaited()", f"not {text}.called"}
    said |= {f"{text}.{count} == 0" for count in ("call_count", "await_count")}
    nodes = ast.walk(file.function_of(mock) or file.tree)
    return any(ast.unparse(n) in said for n in nodes if isinstance(n, ast.Call | ast.Compare | ast.UnaryOp))


def is_set(eyes: Eyes, file: File, mock: ast.expr, method: str) -> bool:
    """Tell whether the mock's method is replaced by something of its own."""
    if isinstance(mock, ast.Call) and any(k.arg in {method, None} for k in mock.keywords):
        return True
    if not method:
        return False
    function = _around(file, mock)
    if _names(function, method) and is_async_by_name(eyes, file, method):
        return True  # what is said about it there is judged there
    for node in ast.walk(function):
        if isinstance(node, ast.Assign) and any(last_name(target) == method for target in node.targets):
            return not is_no_awaitable(eyes, file, node.value)
    return not isinstance(mock, ast.Call) and is_replaced(eyes, file, ast.Attribute(value=mock, attr=method))


def is_replaced(eyes: Eyes, file: File, method: ast.expr) -> bool:
    """Tell whether the mock's method was set to something that may be awaited: here, or where the mock is made."""
    name = last_name(method)
    scope = _around(file, root_of(method))
    if _is_set_in(eyes, file, scope, ast.unparse(method)) or _is_of_another(eyes, file, scope, method):
        return True
    inside = {part.attr for part in ast.walk(method) if isinstance(part, ast.Attribute)}
    holder = eyes.values(file, method.value) if isinstance(method, ast.Attribute) else frozenset()
    for mock in eyes.values(file, root_of(method)) | holder:
        if isinstance(mock, Mock):
            if any(_may_tell(eyes, mock.file, k, name) for k in mock.node.keywords):
                return True
            if any(k.arg in inside and not is_plain(eyes, mock.file, k.value) for k in mock.node.keywords):
                return True  # `Mock(rest=AsyncMock())`, of which `rest.load` is asked
            home = mock.file.function_of(mock.node)
            if home is None or home is scope:
                continue
            if _names(home, name) or _is_given_another(eyes, mock, home, method):
                return True
    return False


def _around(file: File, node: ast.AST) -> ast.AST:
    """Return the test, or the like, in which the node stands, or the file; a function inside the test belongs to it."""
    functions = [above for above in file.up(node) if isinstance(above, FunctionDef)]
    return functions[-1] if functions else file.tree


def _may_tell(eyes: Eyes, file: File, keyword: ast.keyword, method: str) -> bool:
    """Tell whether what a mock is told where it is made may let the method give something to await."""
    if keyword.arg is not None or not isinstance(keyword.value, ast.Dict):
        return keyword.arg in {method, None, "side_effect"}
    for key, value in zip(keyword.value.keys, keyword.value.values, strict=True):
        name = key.value if isinstance(key, ast.Constant) else None
        told = name in {f"{method}.{result}" for result in RESULTS} and may_be_awaited(eyes, file, value)
        if told or not isinstance(name, str) or name in {method, "side_effect"}:
            return True
    return False


def _is_given_another(eyes: Eyes, mock: Mock, home: ast.AST, method: ast.expr) -> bool:
    """Tell whether the function that makes the mock puts an object into it of which the method is, as a fixture does.

    There the mock has another name.
    """
    root = ast.unparse(root_of(method))
    inside = {text.removeprefix(root) for text in _above(method)}
    puts = (n for n in ast.walk(home) if isinstance(n, ast.Assign) and not is_plain(eyes, mock.file, n.value))
    targets = (target for put in puts for target in put.targets if isinstance(target, ast.Attribute))
    return any(
        mock in eyes.values(mock.file, named) and ast.unparse(target).removeprefix(ast.unparse(named)) in inside
        for target in targets
        for named in [root_of(target)]
    )


def _above(method: ast.expr) -> list[str]:
    """Return the texts of what the method is read of, up to the mock: of `get().load` these are `get()` and `get`.

    And `get.return_value`, which is the same as the first.
    """
    inside: list[str] = []
    while isinstance(method, ast.Attribute | ast.Call):
        is_called = isinstance(method, ast.Call)
        method = method.value if isinstance(method, ast.Attribute) else method.func
        inside += [ast.unparse(method), *([f"{ast.unparse(method)}.return_value"] if is_called else [])]
    return inside


def _is_of_another(eyes: Eyes, file: File, scope: ast.AST, method: ast.expr) -> bool:
    """Tell whether the method is of an object that is put into the plain mock: `get.return_value = Async()`."""
    inside = _above(method)
    return any(
        isinstance(node, ast.Assign)
        and not is_plain(eyes, file, node.value)
        and any(isinstance(t, ast.Attribute) and ast.unparse(t) in inside for t in node.targets)
        for node in ast.walk(scope)
    )


def _is_set_in(eyes: Eyes, file: File, scope: ast.AST, text: str) -> bool:
    for node in ast.walk(scope):
        if isinstance(node, ast.Assign):
            for target in node.targets:
                known = ast.unparse(target)
                if (known == text and "." in text) or (
                    known.endswith(f".{text}") and not is_plain(eyes, file, node.value)
                ):
                    return True
                if known in {f"{text}.return_value", f"{text}.side_effect"} and may_be_awaited(eyes, file, node.value):
                    return True
        elif isinstance(node, ast.Call) and last_name(node.func) in {"configure_mock", "attach_mock"}:
            return True
    return False


def _names(scope: ast.AST, name: str) -> bool:
    """Tell whether the function that makes the mock says anything about a member of this name."""
    return any(isinstance(node, ast.Attribute) and node.attr == name for node in ast.walk(scope))


def is_async_by_name(eyes: Eyes, file: File, name: str) -> bool:
    """Tell whether every method of this name in the tree, tests aside, is async, and the name tells enough."""
    found = [
        m for owner, m in eyes.tree.methods.get(name, []) if not eyes.is_gone(file, owner) and not owner.file.is_test
    ]
    if not found or not trusted_name(eyes, name):
        return False
    return all(all_coroutines(eyes.called(eyes.variables.definition(eyes.tree.home[m], m))) for m in found)
