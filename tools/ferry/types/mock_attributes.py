"""The names that a mock answers to: those of every mock, and those that its spec lists."""

import ast

from tools.ferry.source import Module, Program
from tools.ferry.types.literals import only_value

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
    specs = [*mock.args[:1], *(k.value for k in mock.keywords if k.arg in {"spec", "spec_set"})]
    lists = [only_value(program, module, spec)[1] for spec in specs]
    if not specs or not all(isinstance(one, _LISTS) for one in lists):
        return None
    parts = (part for one in lists if isinstance(one, _LISTS) for part in one.elts)
    return frozenset(part.value for part in parts if isinstance(part, ast.Constant) and isinstance(part.value, str))
