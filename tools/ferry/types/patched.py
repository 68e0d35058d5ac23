"""What `patch` and its like put into a place in a test: a mock that they make, or what they are given."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tools.ferry.source import Function, Module, called_name, dotted
from tools.ferry.types.values import NOTHING, Mock, Values

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference


def is_patch(call: ast.expr) -> bool:
    """Tell whether the call is `patch("module.name")` or `patch.object(owner, "name")`, of mocker too."""
    if not isinstance(call, ast.Call) or called_name(call) not in {"patch", "object"} or not call.args:
        return False
    of_object = called_name(call) == "object"
    name = dotted(call.func).removesuffix(".object") if of_object and len(call.args) > 1 else dotted(call.func)
    owner, _, last = name.rpartition(".")
    return last == "patch" and (not owner or "mock" in owner.lower())  # `client.patch("/players/1")` asks a server


def is_spy(call: ast.AST) -> bool:
    """Tell whether the call is pytest-mock's `mocker.spy(owner, "name")`: a mock that calls what it replaces."""
    owner, _, last = dotted(call.func).rpartition(".") if isinstance(call, ast.Call) else ("", "", "")
    return last == "spy" and "mocker" in owner.lower()


def is_stub(call: ast.AST) -> bool:
    """Tell whether the call is pytest-mock's `mocker.stub("name")`: a plain mock of a function."""
    owner, _, last = dotted(call.func).rpartition(".") if isinstance(call, ast.Call) else ("", "", "")
    return last == "stub" and "mocker" in owner.lower()


def is_given_at_once(patch: ast.Call) -> bool:
    """Tell whether the call gives the mock: pytest-mock's does, `patch` gives what is to be started or entered."""
    name = dotted(patch.func).removesuffix(".object")
    return name.rpartition(".")[0].rpartition(".")[2] not in {"", "mock"}


def replacement(call: ast.Call) -> ast.expr | None:
    """Return what a patch is told to put there; None for a mock that it makes."""
    position = 1 if called_name(call) == "patch" else 2
    given = [*call.args[position : position + 1], *(k.value for k in call.keywords if k.arg == "new")]
    return given[0] if given else None


def makes_mock(call: ast.expr) -> bool:
    """Tell whether the call is a patch that makes what it puts there by itself."""
    return isinstance(call, ast.Call) and is_patch(call) and replacement(call) is None


def put_into_table(call: ast.Call) -> list[ast.expr]:
    """Return what `patch.dict(table, {"a": f}, b=g)`, or `monkeypatch.setitem(table, "a", f)`, puts into the table."""
    items, tables = told_to_table(call)
    return [*items, *(value for table in tables if isinstance(table, ast.Dict) for value in table.values)]


def told_to_table(call: ast.Call) -> tuple[list[ast.expr], list[ast.expr]]:
    """Return what such a call puts into a table: items, and tables whose items it puts there."""
    func = call.func
    if not isinstance(func, ast.Attribute) or not call.args:
        return [], []
    if func.attr == "setitem" and len(call.args) + len(call.keywords) == 3:
        return [*call.args[2:], *(keyword.value for keyword in call.keywords if keyword.arg == "value")], []
    if func.attr != "dict" or called_name(func.value) != "patch":
        return [], []
    named = [keyword.value for keyword in call.keywords if keyword.arg not in {"values", "clear", "in_dict", None}]
    return named, [*call.args[1:2], *(keyword.value for keyword in call.keywords if keyword.arg in {"values", None})]


def mock_of(inference: Inference, module: Module, patch: ast.Call) -> Values:
    """Return what a test gets of a patch."""
    given = replacement(patch)
    return inference.of(module, given) if given is not None else frozenset({Mock(patch, module)})


def started(inference: Inference, module: Module, call: ast.Call) -> Values:
    """Return what `patcher.start()` and `stack.enter_context(patcher)` give, if the patcher is one of a test."""
    if called_name(call) == "start" and isinstance(call.func, ast.Attribute) and not call.args:
        source = call.func.value
    elif called_name(call) == "enter_context" and call.args:
        source = call.args[0]
    else:
        return NOTHING
    values = inference.of(module, source)
    return frozenset(v for v in values if isinstance(v, Mock) and not v.path and is_patched(v))


def is_patched(mock: Mock) -> bool:
    """Tell whether a patch makes the mock."""
    return isinstance(mock.node, ast.Call) and is_patch(mock.node)


def patched_parameter(function: Function, name: str) -> ast.Call | None:
    """Return the `@patch(…)` call whose mock comes as the parameter `name`; the innermost decorator is the first.

    Those of a class are further out than those of its tests.
    """
    around = function.cls.node.decorator_list if function.cls and function.short.startswith("test") else []
    if not function.decorators and not around:
        return None
    params = [p.arg for p in function.params if p.arg != "self"]
    if name not in params:
        return None
    patches = [d for d in (*reversed(function.decorators), *reversed(around)) if _gives_its_mock(d)]
    position = params.index(name)
    found = patches[position] if position < len(patches) else None
    return found if isinstance(found, ast.Call) else None


def _gives_its_mock(decorator: ast.expr) -> bool:
    return makes_mock(decorator)
