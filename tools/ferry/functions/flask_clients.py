"""Test clients of Flask: they run a view that is async in an event loop of their own, and cannot where one runs."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.fixtures import serves_tests
from tools.ferry.types.values import External

_CLIENT = "flask.testing.FlaskClient"
_REQUESTS = ("get", "post", "put", "patch", "delete", "head", "options", "trace", "open")


def requests_by_client(project: Project, function: Function) -> bool:
    """Tell whether the function makes a request by such a client, or speaks of a helper of tests that does.

    Or enters one in a `with`, which keeps the context variables of the last request until it is left.
    """
    if project.requesting is None:
        project.requesting = _requesting(project)
    return function in project.requesting


def _requesting(project: Project) -> set[Function]:
    found: set[Function] = set()
    queue = [(module, node) for module, node in _places(project) if _is_client(project, module, node)]
    while queue:
        function = project.owner(*queue.pop())
        if function is not None and function not in found:
            found.add(function)
            if serves_tests(function.module):
                queue += [place for place in project.references.to(function) if serves_tests(place[0])]
    return found


def _places(project: Project) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what is asked for a request, or entered, where that can be a client."""
    program = project.program
    speaking = {module for module, _ in program.loads.get("test_client", [])}
    for module in program.files.values() if speaking else ():
        if module in speaking or (serves_tests(module) and module.has_any(_REQUESTS)):
            methods = (method for name in _REQUESTS for method in program.loads.within(module, name))
            yield from ((module, method.value) for method in methods if isinstance(method, ast.Attribute))
            yield from ((module, item.context_expr) for block in module.nodes(ast.With) for item in block.items)


def _is_client(project: Project, module: Module, node: ast.expr) -> bool:
    values = project.references.inference.of(module, node)
    return any(isinstance(value, External) and value.name == _CLIENT and value.called for value in values)
