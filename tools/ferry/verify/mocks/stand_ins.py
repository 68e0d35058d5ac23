"""Whether what a test puts in the place of an async object has a method that can be awaited, or gets it."""

import ast

from tools.ferry.verify.inference import annotations
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import ClassInfo, File, last_name
from tools.ferry.verify.inference.values import Func, Instance, Mock, Value, Values
from tools.ferry.verify.mocks.mock_results import RESULTS, is_no_awaitable, is_plain, is_set, may_be_awaited

_SETTERS = {"setattr", "object"}
CONFIGURING = _SETTERS | {"configure_mock", "attach_mock"}
"""Functions and methods that set attributes of a mock."""
_ANSWERING = {"__getattr__", "__getattribute__", "__call__"}
Place = tuple[File, ast.expr]
"""An expression and the file in which it stands."""
SETUPS = ("setUp", "asyncSetUp", "setup_method", "setup")
"""Methods of a test's class that run before each of its tests."""


def is_stand_in(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the expression is a mock, a namespace, or in a test an object of a class that tests define."""
    values = eyes.values(file, node)
    return bool(values) and all(stands_in(value) for value in values)


def stands_in(value: Value) -> bool:
    """Tell whether the value is a mock, a namespace, or in a test an object of a class that tests define."""
    if isinstance(value, Mock):
        return True
    return isinstance(value, Instance) and value.exact and value.cls.file.is_test


def cannot_await(eyes: Eyes, file: File, stand_in: ast.expr, method: str) -> bool:
    """Tell whether awaiting what `stand_in.method()` gives certainly fails; of a mock, `stand_in()` without a name."""
    if is_plain(eyes, file, stand_in):
        if method.startswith("__") and not has_no_special(eyes, file, stand_in):
            return False
        return not is_set(eyes, file, stand_in, method)
    values = eyes.values(file, stand_in)
    nothing = all(gives_nothing(eyes, value, method) for value in values)
    return nothing and not is_set_later(eyes, file, values, method)


def has_no_special(eyes: Eyes, file: File, node: ast.expr) -> bool:
    """Tell whether the expression is a `Mock`: unlike a `MagicMock` it has no `__aenter__` by itself."""
    values = eyes.values(file, node)
    return all(isinstance(v, Mock) and last_name(v.node.func) in {"Mock", "NonCallableMock"} for v in values)


def gives_nothing(eyes: Eyes, value: Value, method: str) -> bool:
    """Tell whether the stand-in certainly has no such method, or one that gives nothing to await."""
    if isinstance(value, Mock) and value.kind == "namespace":
        if any(keyword.arg is None for keyword in value.node.keywords) or value.node.args:
            return False
        given = [keyword.value for keyword in value.node.keywords if keyword.arg == method]
        return not given or is_no_awaitable(eyes, value.file, given[0])
    if not isinstance(value, Instance):
        return False
    if has_nothing(eyes, value.cls, method):
        return True
    functions = eyes.member(value, method, tests=True)
    made = eyes.called(functions)
    return all(isinstance(f, Func) for f in functions) and bool(made) and not any(
        annotations.may_be_awaitable(eyes, one) for one in made
    )  # fmt: skip


def has_nothing(eyes: Eyes, cls: ClassInfo, name: str) -> bool:
    """Tell whether objects of exactly this class certainly have no attribute of the name."""
    lineage, complete = eyes.classes.lineage(cls)
    if (
        not complete
        or not name
        or name.startswith("__")
        or any(c.node.decorator_list or c.node.keywords for c in lineage)
    ):
        return False
    return not any(
        name in c.methods or name in c.attributes or _ANSWERING & set(c.methods) or name in c.file.scopes[c.node].names
        or c in eyes.classes.opened
        for c in lineage
    )  # fmt: skip


def is_set_later(eyes: Eyes, file: File, stand_ins: Values, method: str) -> bool:
    """Tell whether the file sets the method of one of the objects, or has `monkeypatch` or `patch.object` do it."""
    for node in file.nodes:
        if isinstance(node, ast.Attribute) and node.attr == method and isinstance(node.ctx, ast.Store):
            owner = node.value
        elif isinstance(node, ast.Call) and last_name(node.func) in _SETTERS and len(node.args) > 1:
            owner = node.args[0]
            if not isinstance(node.args[1], ast.Constant) or node.args[1].value != method:
                continue
        else:
            continue
        if eyes.values(file, owner) & stand_ins:
            return True
    return False


def is_prepared(eyes: Eyes, file: File, call: ast.AST, method: str) -> bool:
    """Tell whether the test that makes the call, or what prepares it, gives the method something to await."""
    return any(_sets(eyes, home, node, method) for home, part in preparing(eyes, file, call) for node in ast.walk(part))


def preparing(eyes: Eyes, file: File, call: ast.AST) -> list[tuple[File, ast.AST]]:
    """Return the test that makes the call, or is decorated by it, and what prepares it, fixtures and `setUp`.

    Each with its file.
    """
    above = file.parents.get(call)
    is_decorator = isinstance(above, FunctionDef) and call in above.decorator_list
    test = above if is_decorator else file.function_of(call)
    found: list[tuple[File, ast.AST]] = [(file, file.tree if test is None else test)]
    found += [(home, f) for home, f in eyes.tree.decorated.get("fixture", []) if home is file or _is_shared(home)]
    return found + [(file, f) for f in file.nodes if isinstance(f, FunctionDef) and f.name in SETUPS]


def _is_shared(home: File) -> bool:
    return home.path.endswith("conftest.py")


def _sets(eyes: Eyes, file: File, node: ast.AST, method: str) -> bool:
    """Tell whether the syntax may give a mock's method something to await."""
    if isinstance(node, ast.Assign):
        for target in node.targets:
            name = target.value if isinstance(target, ast.Attribute) and target.attr in RESULTS else target
            if isinstance(name, ast.Attribute) and name.attr == method:
                may_be = may_be_awaited if name is not target else _may_give_awaitable
                if may_be(eyes, file, node.value):
                    return True
    return configures(node, method)


def _may_give_awaitable(eyes: Eyes, file: File, value: ast.expr) -> bool:
    return not is_no_awaitable(eyes, file, value)


def is_configured(file: File, call: ast.Call, method: str) -> bool:
    """Tell whether the test that makes the call has `monkeypatch`, `patch.object` or the mock itself set the method."""
    return any(configures(node, method) for node in ast.walk(file.function_of(call) or file.tree))


def configures(node: ast.AST, method: str) -> bool:
    """Tell whether the syntax has `monkeypatch`, `patch.object` or the mock itself set the method."""
    if not isinstance(node, ast.Call) or last_name(node.func) not in CONFIGURING:
        return False
    named = any(isinstance(given, ast.Constant) and given.value == method for given in node.args)
    return named or any(
        any(name is None or name.partition(".")[0] == method for name in _keys(keyword)) for keyword in node.keywords
    )


def _keys(keyword: ast.keyword) -> list[str | None]:
    """Return the names that an argument of a call gives; None for one that is not written there."""
    if keyword.arg is not None or not isinstance(keyword.value, ast.Dict):
        return [keyword.arg]
    keys = (key.value if isinstance(key, ast.Constant) else None for key in keyword.value.keys)
    return [key if isinstance(key, str) else None for key in keys]


def is_expected_to_fail(file: File, node: ast.AST) -> bool:
    """Tell whether the node stands in a block that expects an error: `with pytest.raises(TypeError):`."""
    return any(isinstance(p, ast.With | ast.AsyncWith) and "raises" in ast.unparse(p.items[0]) for p in file.up(node))
