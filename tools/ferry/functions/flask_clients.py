"""Test clients of Flask: they run a view that is async in an event loop of their own, and cannot where one runs."""

import ast

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.fixtures import serves_tests
from tools.ferry.types.values import External, FunctionRef

_CLIENT = "flask.testing.FlaskClient"
_REQUESTS = frozenset({"get", "post", "put", "patch", "delete", "head", "options", "trace", "open"})


def requests_by_client(project: Project, function: Function, seen: frozenset[Function] = frozenset()) -> bool:
    """Tell whether the function makes a request by such a client, itself or in helpers of tests that it calls.

    Or enters one in a `with`, which keeps the context variables of the last request until it is left.
    """
    if function in seen or not project.program.loads.get("test_client", []):
        return False
    inference, module = project.references.inference, function.module
    calls = [node for node in ast.walk(function.node) if isinstance(node, ast.Call)]
    requests = (call.func for call in calls if isinstance(call.func, ast.Attribute) and call.func.attr in _REQUESTS)
    entered = (node.context_expr for node in ast.walk(function.node) if isinstance(node, ast.withitem))
    if any(_is_client(project, module, node) for node in (*(r.value for r in requests), *entered)):
        return True
    called = [value for call in calls for value in inference.of(module, call.func)] if serves_tests(module) else []
    helpers = [value.function for value in called if isinstance(value, FunctionRef)]
    return any(requests_by_client(project, f, seen | {function}) for f in helpers if serves_tests(f.module))


def _is_client(project: Project, module: Module, node: ast.expr) -> bool:
    values = project.references.inference.of(module, node)
    return any(isinstance(value, External) and value.name == _CLIENT and value.called for value in values)
