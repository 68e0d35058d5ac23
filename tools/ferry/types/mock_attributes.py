"""The names that every mock answers to itself."""

OF_MOCKS = frozenset({
    "assert_any_await", "assert_any_call", "assert_awaited", "assert_awaited_once", "assert_awaited_once_with",
    "assert_awaited_with", "assert_called", "assert_called_once", "assert_called_once_with", "assert_called_with",
    "assert_has_awaits", "assert_has_calls", "assert_not_awaited", "assert_not_called", "attach_mock", "await_args",
    "await_args_list", "await_count", "call_args", "call_args_list", "call_count", "called", "configure_mock",
    "method_calls", "mock_add_spec", "mock_calls", "name", "new_callable", "reset_mock", "return_value", "side_effect",
    "spec", "spec_set", "unsafe", "wraps",
})  # fmt: skip
"""What every mock has, or is told of itself; `unittest.mock` would bring asyncio along, which takes its time."""
