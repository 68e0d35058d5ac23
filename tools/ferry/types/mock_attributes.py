"""The names that a mock answers to: those of every mock, and those that its spec lists."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tools.ferry.source import Module, Program
from tools.ferry.types.literals import only_value
from tools.ferry.types.names import resolve_expression

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference

OF_MOCKS = frozenset({
    "assert_any_await", "assert_any_call", "assert_awaited", "assert_awaited_once", "assert_awaited_once_with",
    "assert_awaited_with", "assert_called", "assert_called_once", "assert_called_once_with", "assert_called_with",
    "assert_has_awaits", "assert_has_calls", "assert_not_awaited", "assert_not_called", "attach_mock", "await_args",
    "await_args_list", "await_count", "call_args", "call_args_list", "call_count", "called", "configure_mock",
    "method_calls", "mock_add_spec", "mock_calls", "name", "new_callable", "reset_mock", "return_value", "side_effect",
    "spec", "spec_set", "unsafe", "wraps",
})  # fmt: skip
"""What every mock has, or is told of itself; `unittest.mock` would bring asyncio along, which takes its time."""

_LISTS = ast.List | ast.Tuple | ast.Set


def listed_names(program: Program, module: Module, mock: ast.Call) -> frozenset[str] | None:
    """Return the names that the spec of a mock lists, `Mock(spec=["load"])`; None where it has no such spec.

    The list is written there, or is the one value of a variable.
    """
    parts = listed_parts(program, module, mock)
    texts = (part.value for part in parts or () if isinstance(part, ast.Constant) and isinstance(part.value, str))
    return frozenset(texts) if parts is not None else None


def listed_parts(program: Program, module: Module, mock: ast.Call) -> list[ast.expr] | None:
    """Return what the list of such a spec is made of."""
    specs = _specs(mock)
    lists = [only_value(program, module, spec)[1] for spec in specs]
    if not specs or not all(isinstance(one, _LISTS) for one in lists):
        return None
    return [part for one in lists if isinstance(one, _LISTS) for part in one.elts]


def is_of_unknown_spec(inference: Inference, module: Module, mock: ast.Call) -> bool:
    """Tell whether a mock has a spec of which nothing is known, such as a parameter's list of names.

    It may be awaitable by itself, as those of classes are, or not, as those that list names: nobody can tell it more.
    """
    for spec in _specs(mock):
        owner, value = only_value(inference.program, module, spec)
        is_known = isinstance(value, _LISTS | ast.Constant) or inference.of(owner, value)
        is_local = isinstance(value, ast.Name) and inference.program.binder(owner, value) is not None
        if not is_known and (is_local or not resolve_expression(inference.program, owner, value)):
            return True
    return False


def _specs(mock: ast.Call) -> list[ast.expr]:
    return [*mock.args[:1], *(k.value for k in mock.keywords if k.arg in {"spec", "spec_set"})]
