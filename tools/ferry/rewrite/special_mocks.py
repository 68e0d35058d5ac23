"""Mocks that code enters, leaves, or iterates over: what a test says of that follows with the statement."""

import ast

from tools.ferry.calls.graph import Graph
from tools.ferry.functions.stubs import ignores_its_object
from tools.ferry.rewrite.edits import EditSet
from tools.ferry.rewrite.rules.async_stub import GIVES
from tools.ferry.rewrite.test_doubles import await_assertion, rename_mock, wrap_stub
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.calls import MOCKS
from tools.ferry.types.members import mock_spec
from tools.ferry.types.names import ancestry
from tools.ferry.types.values import Mock
from tools.ferry.uses.consumption import shape_of
from tools.ferry.uses.protocols import ASYNC_NAMES

_TOLD = frozenset({"return_value", "side_effect"})
_ITERABLES = ast.List | ast.ListComp | ast.Call | ast.Name
"""What a test writes for what a generator gives."""

_EITHER_WAY = frozenset({"nullcontext"})
"""What can be entered asynchronously as it can be otherwise."""


def follow_special(graph: Graph, mock: Mock, edits: EditSet) -> None:
    """Let the mock be entered, left, or iterated over asynchronously: `mock.__enter__` becomes `mock.__aenter__`."""
    inference = graph.project.references.inference
    for old in sorted(ASYNC_NAMES):
        for module, node in graph.project.program.loads.get(old, []):
            if isinstance(node, ast.Attribute) and mock in inference.of(module, node.value):
                rename_special(module, node, edits)


def follow_result(graph: Graph, mock: Mock, method: Function, edits: EditSet) -> None:
    """Let what the method of a mock gives be entered or iterated over asynchronously.

    What a test puts there is left to a person unless that is known: what a generator gives goes into a mock.
    """
    program, inference = graph.project.program, graph.project.references.inference
    follow_special(graph, Mock(mock.node, mock.module, (*mock.path, method.short, "()")), edits)
    for module, node in program.loads.get(method.short, []):
        if isinstance(node, ast.Attribute) and mock in inference.of(module, node.value):
            _follow_told(graph, module, node, method, edits)
    if isinstance(mock.node, ast.Call) and not mock.path:
        _follow_keywords(graph, mock.module, mock.node, method, edits)
    for module, node in program.loads.get("configure_mock", []):
        call = module.parents[node]
        if isinstance(node, ast.Attribute) and isinstance(call, ast.Call) and mock in inference.of(module, node.value):
            _follow_keywords(graph, module, call, method, edits)


def follow_specified(graph: Graph, new_async: set[Function], edits: EditSet) -> None:
    """Let what methods of mocks with a spec give be entered or iterated over asynchronously: see `follow_result`."""
    methods = [f for f in new_async if shape_of(f) != "await" and f.cls is not None and f.short not in ASYNC_NAMES]
    for method in sorted(methods, key=lambda f: f.name):
        for edge in graph.edges_to(method):
            if edge.how == "mock" and isinstance(edge.node, ast.Attribute):
                _follow_told(graph, edge.module, edge.node, method, edits)
    inference = graph.project.references.inference
    for module in graph.project.program.files.values() if methods else ():
        for call in module.nodes(ast.Call) if "Mock" in module.text else ():
            specified = mock_spec(inference, Mock(call, module)) if call.keywords and called_name(call) in MOCKS else []
            for method in (m for m in methods if any(m.cls in ancestry(graph.project.program, c) for c in specified)):
                _follow_keywords(graph, module, call, method, edits)


def _follow_told(graph: Graph, module: Module, node: ast.Attribute, method: Function, edits: EditSet) -> None:
    """Follow what a statement puts into the method of a mock, or into what that gives."""
    told = module.parents[node]
    given = module.parents[told] if isinstance(told, ast.Attribute) and told.attr == "return_value" else None
    if isinstance(given, ast.Attribute) and given.attr in ASYNC_NAMES:
        rename_special(module, given, edits)
    if isinstance(told, ast.Attribute) and told.attr in _TOLD and isinstance(told.ctx, ast.Store):
        statement = module.parents[told]
        value = statement.value if isinstance(statement, ast.Assign) and told.attr == "return_value" else None
        _give(graph, module, node, value, method, edits)
    elif isinstance(node.ctx, ast.Store):
        edits.left.append((module, node, "mock"))


def _follow_keywords(graph: Graph, module: Module, call: ast.Call, method: Function, edits: EditSet) -> None:
    """Follow what keywords say of the method: `Mock(names=Mock(return_value=[1]), **{"names.return_value": [1]})`."""
    for keyword in call.keywords:
        spread = keyword.value if keyword.arg is None and isinstance(keyword.value, ast.Dict) else ast.Dict([], [])
        for key, value in zip(spread.keys, spread.values, strict=True):
            name = key.value if isinstance(key, ast.Constant) else None
            if isinstance(name, str) and name.partition(".")[0] == method.short:
                _give(graph, module, value, value if name == f"{method.short}.return_value" else None, method, edits)
        if keyword.arg == method.short and isinstance(keyword.value, ast.Call):
            told = {inner.arg: inner.value for inner in keyword.value.keywords if inner.arg in _TOLD}
            if told:
                _give(graph, module, keyword.value, told.get("return_value"), method, edits)
        elif keyword.arg == method.short:
            edits.left.append((module, keyword.value, "mock"))


def _give(
    graph: Graph, module: Module, place: ast.expr, value: ast.expr | None, method: Function, edits: EditSet
) -> None:
    """Let the value that a mock gives for the method be entered or iterated over; else leave the place to a person."""
    shape = shape_of(method)
    values = graph.project.references.inference.of(module, value) if value is not None else frozenset()
    mocks = [one for one in values if isinstance(one, Mock)]
    for mock in mocks:
        follow_special(graph, mock, edits)
    if shape == "iterate" and isinstance(value, _ITERABLES) and not mocks:
        edits.add(module, value, "iterated_stub")
        edits.of(module).needs.add("unittest.mock.MagicMock")
    elif not mocks and not (value is not None and shape == "enter" and called_name(value) in _EITHER_WAY):
        edits.left.append((module, place, "mock"))


def rename_special(module: Module, node: ast.Attribute, edits: EditSet) -> None:
    """Rename a special method of a mock, and let what is put there be awaitable; an iterator is left to a person."""
    edits.add(module, node, "rename_attribute", ASYNC_NAMES[node.attr])
    statement = module.parents[node]
    value = statement.value if isinstance(statement, ast.Assign) else None
    if node.attr == "__iter__":
        edits.left += [(module, value, "mock")] if value is not None else []
        return
    await_assertion(module, node, edits)
    if isinstance(value, ast.Call):
        rename_mock(module, value.func, edits)
    elif isinstance(value, ast.Lambda) and ignores_its_object(value):
        wrap_stub(module, value, edits, "on a class")
    elif isinstance(value, ast.Lambda) and _gives_its_object(value):
        wrap_stub(module, value, edits, f"{GIVES}{ast.unparse(node.value)}")
    elif value is not None:
        edits.left.append((module, value, "mock"))


def _gives_its_object(stub: ast.Lambda) -> bool:
    first = [*stub.args.posonlyargs, *stub.args.args][:1]
    return bool(first) and isinstance(stub.body, ast.Name) and stub.body.id == first[0].arg
