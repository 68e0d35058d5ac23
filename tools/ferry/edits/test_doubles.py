"""The edits of mocks: `AsyncMock` and `assert_awaited…` exactly where the mocked call is awaited now."""

import ast

from tools.ferry.calls.graph import Graph
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.given_members import give_members
from tools.ferry.project.carriers import Component
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.patched import is_stub, patched_parameter
from tools.ferry.types.values import Mock, Namespace

ASSERTIONS = {
    "assert_called": "assert_awaited",
    "assert_called_once": "assert_awaited_once",
    "assert_called_with": "assert_awaited_with",
    "assert_called_once_with": "assert_awaited_once_with",
    "assert_any_call": "assert_any_await",
    "assert_has_calls": "assert_has_awaits",
}
"""What a test says of calls, and what it says of awaits then.

Not `assert_not_called`: what was called and never awaited would pass as `assert_not_awaited`.
"""

PLAIN = frozenset({"Mock", "MagicMock"})


def await_assertion(module: Module, method: ast.expr, edits: EditSet) -> None:
    """Let an assertion about calls of the mocked `method` be about awaits."""
    parent = module.parents[method]
    if isinstance(parent, ast.Attribute) and parent.attr in ASSERTIONS:
        edits.add(module, parent, "rename_attribute", ASSERTIONS[parent.attr])


def become_async_mock(
    graph: Graph, component: Component | None, module: Module, call: ast.Call, edits: EditSet
) -> None:
    """Turn a plain mock into an `AsyncMock`, and the annotations of the names that carry it."""
    rename_mock(module, call.func, edits)
    for carrier in component.carriers if component else ():
        owner = carrier.owner
        if not isinstance(owner, Function) or isinstance(owner.node, ast.Lambda):
            continue
        if carrier.kind == "return" and owner.node.returns is not None:
            rename_mock(owner.module, owner.node.returns, edits, only="MagicMock")
        for param in owner.params if carrier.kind == "local" else []:
            if param.arg == carrier.name and param.annotation is not None:
                rename_mock(owner.module, param.annotation, edits, only="MagicMock")


def wrap_stub(module: Module, stub: ast.expr, edits: EditSet, text: str = "") -> None:
    """Put a function that stands for an async one into an `AsyncMock`; `text` is that of the rule `async_stub`."""
    edits.add(module, stub, "async_stub", text)
    edits.of(module).needs.add("unittest.mock.AsyncMock")


def rename_mock(module: Module, node: ast.expr, edits: EditSet, only: str = "") -> None:
    """Turn the name of a plain mock class into `AsyncMock`; pytest-mock's `mocker.stub` into its `async_stub`."""
    name, made = called_name(node), module.parents[node]
    if isinstance(made, ast.Call) and made.func is node and is_stub(made) and not only:
        edits.add(module, node, "rename_attribute", "async_stub")
    if name not in PLAIN or (only and name != only):
        return
    if isinstance(node, ast.Attribute):
        edits.add(module, node, "rename_attribute", "AsyncMock")
    else:
        edits.rename(module, node, "unittest.mock.AsyncMock")


def rename_patched_parameter(graph: Graph, module: Module, patch: ast.Call, old: str, new: str, edits: EditSet) -> None:
    """Rename the parameter that receives the patch's mock when it has the name of the accessor."""
    functions = (one for one in module.definitions if isinstance(one, Function))
    for function in functions:
        if not isinstance(function.node, ast.Lambda) and patched_parameter(function, old) is patch:
            edits.add(module, function.node, "rename_parameter", f"{old}:{new}")


def follow_functions(graph: Graph, new_async: set[Function], edits: EditSet) -> None:
    """Let assertions on specified mocks of functions that become async follow, and mocks that are called instead."""
    for function in sorted(new_async, key=lambda f: f.name):
        for edge in graph.edges_to(function):
            if edge.how == "mock" and not _only_wraps(graph, edge.module, edge.node):
                await_assertion(edge.module, edge.node, edits)
            elif edge.how == "mock" and graph.shape(function) == "await":
                _tell_instead(graph, edge.module, edge.node, edits)
            called_instead(graph, edge.module, edge.node, edits)


def _tell_instead(graph: Graph, module: Module, method: ast.expr, edits: EditSet) -> None:
    """Let the method of a mock around an object be awaitable where a test says what it gives instead."""
    match module.parents[method], method:
        case ast.Attribute(attr="return_value" | "side_effect", ctx=ast.Store()), ast.Attribute(
            value=holder, attr=name
        ):
            for mock in graph.project.references.inference.of(module, holder):
                if isinstance(mock, Mock) and isinstance(mock.node, ast.Call) and not mock.path:
                    give_members(mock.module, mock.node, [name], edits)


def called_instead(graph: Graph, module: Module, call: ast.expr, edits: EditSet) -> None:
    """Let mocks be awaitable that a variable holds beside the function which is called there: `Page(load=Mock())`."""
    for value in graph.project.references.inference.of(module, call.func) if isinstance(call, ast.Call) else ():
        if isinstance(value, Mock) and not value.path and isinstance(value.node, ast.Call):
            become_async_mock(graph, None, value.module, value.node, edits)
            assertions_on(graph, value, edits)


def _only_wraps(graph: Graph, module: Module, method: ast.expr) -> bool:
    """Tell whether the method is that of a plain mock around an object: it hands on a coroutine, and counts calls."""
    receiver = method.value if isinstance(method, ast.Attribute) else None
    mocks = graph.project.references.inference.of(module, receiver) if receiver is not None else frozenset()
    calls = [mock.node for mock in mocks if isinstance(mock, Mock) and isinstance(mock.node, ast.Call)]
    given = [{keyword.arg for keyword in call.keywords} for call in calls if called_name(call) in PLAIN]
    return any("wraps" in names and not names & {"spec", "spec_set"} for names in given)


def assertions_on(graph: Graph, mock: Mock, edits: EditSet) -> None:
    """Let the assertions about calls of the mock be about awaits."""
    inference = graph.project.references.inference
    for name, new in ASSERTIONS.items():
        for module, node in graph.project.program.loads.get(name, []):
            if isinstance(node, ast.Attribute) and mock in inference.of(module, node.value):
                edits.add(module, node, "rename_attribute", new)


def is_replaced(graph: Graph, mock: Mock | Namespace, name: str, edits: EditSet) -> bool:
    """Let what is assigned to the mock's method, or the namespace's, be awaitable; tell whether something is.

    So in `service.size = Mock()`.
    """
    found = False
    for module, node in graph.project.program.loads.get(name, []):
        statement = module.parents.get(node)
        if not isinstance(statement, ast.Assign) or not isinstance(node, ast.Attribute):
            continue
        replaced = node in statement.targets and mock in graph.project.references.inference.of(module, node.value)
        if replaced and isinstance(statement.value, ast.Call):
            rename_mock(module, statement.value.func, edits)
        elif replaced and isinstance(statement.value, ast.Lambda | ast.Name):
            wrap_stub(module, statement.value, edits)
        found = found or replaced
    return found
