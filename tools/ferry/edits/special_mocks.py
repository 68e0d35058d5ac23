"""Mocks that code enters, leaves, or iterates over: what a test says of that follows with the statement."""

import ast
import builtins

from tools.ferry.calls.graph import Graph
from tools.ferry.edits.edit_set import GIVES, EditSet
from tools.ferry.edits.test_doubles import await_assertion, rename_mock, wrap_stub
from tools.ferry.functions.stubs import ignores_its_object
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.calls import MOCKS
from tools.ferry.types.members import mock_spec
from tools.ferry.types.names import ancestry
from tools.ferry.types.values import ClassRef, Instance, Mock
from tools.ferry.uses.consumption import Shape, target_shape
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
            follow_told(graph, module, node, graph.shape(method), edits)
    if isinstance(mock.node, ast.Call) and not mock.path:
        follow_keywords(graph, mock.module, mock.node, method.short, graph.shape(method), edits)
    for module, node in program.loads.get("configure_mock", []):
        call = module.parents[node]
        if isinstance(node, ast.Attribute) and isinstance(call, ast.Call) and mock in inference.of(module, node.value):
            follow_keywords(graph, module, call, method.short, graph.shape(method), edits)


def follow_specified(graph: Graph, new_async: set[Function], edits: EditSet) -> None:
    """Let what methods of mocks with a spec give be entered or iterated over asynchronously: see `follow_result`."""
    methods = [f for f in new_async if graph.shape(f) != "await" and f.cls is not None and f.short not in ASYNC_NAMES]
    for method in sorted(methods, key=lambda f: f.name):
        edits.about = (method,)
        for edge in graph.edges_to(method):
            if edge.how == "mock" and isinstance(edge.node, ast.Attribute):
                follow_told(graph, edge.module, edge.node, graph.shape(method), edits)
    inference = graph.project.references.inference
    for module in graph.project.program.files.values() if methods else ():
        for call in module.nodes(ast.Call) if "Mock" in module.text else ():
            specified = mock_spec(inference, Mock(call, module)) if call.keywords and called_name(call) in MOCKS else []
            for method in (m for m in methods if any(m.cls in ancestry(graph.project.program, c) for c in specified)):
                edits.about = (method,)
                follow_keywords(graph, module, call, method.short, graph.shape(method), edits)


def follow_told(graph: Graph, module: Module, node: ast.expr, shape: Shape, edits: EditSet) -> None:
    """Follow what a statement puts into the method `node` of a mock, or into what that gives."""
    told = module.parents[node]
    given = module.parents[told] if isinstance(told, ast.Attribute) and told.attr == "return_value" else None
    if isinstance(given, ast.Attribute) and given.attr in ASYNC_NAMES:
        rename_special(module, given, edits)
        entered = module.parents[given]
        asked = module.parents[entered] if isinstance(entered, ast.Attribute) else None
        if isinstance(asked, ast.Attribute) and target_shape(graph.project, asked.attr) in {"iterate", "enter"}:
            edits.leave(module, asked)  # what an `AsyncMock` gives by itself has only methods that are awaited
    statement = module.parents[told] if isinstance(told, ast.Attribute) else told
    value = statement.value if isinstance(statement, ast.Assign) else None
    if isinstance(told, ast.Attribute) and told.attr in _TOLD and isinstance(told.ctx, ast.Store):
        _give(graph, module, node, _results(graph, module, told.attr, value), shape, edits)
    elif isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Store):
        _replace(graph, module, value or node, shape, edits)


def follow_keywords(
    graph: Graph, module: Module, call: ast.Call, name: str, shape: Shape, edits: EditSet, above: str = ""
) -> None:
    """Follow what keywords say of the method: `Mock(names=Mock(return_value=[1]), **{"names.return_value": [1]})`.

    `above` is the way from the mock to the one that has the method: `return_value.`.
    """
    for keyword in call.keywords:
        spread = keyword.value if keyword.arg is None and isinstance(keyword.value, ast.Dict) else ast.Dict([], [])
        for key, value in zip(spread.keys, spread.values, strict=True):
            text = key.value if isinstance(key, ast.Constant) and isinstance(key.value, str) else ""
            method, _, told = text.removeprefix(above).partition(".") if text.startswith(above) else ("", "", "")
            if method == name and told:
                _give(graph, module, value, _results(graph, module, told, value), shape, edits)
            elif method == name:
                _replace(graph, module, value, shape, edits)
        if keyword.arg == name and not above:
            _replace(graph, module, keyword.value, shape, edits)


def _results(graph: Graph, module: Module, told: str, value: ast.expr | None) -> list[ast.expr] | None:
    """Return what a mock gives, one after the other, by what it is told; None where that is not known."""
    if value is None or told not in _TOLD:
        return None
    if told == "return_value":
        return [value]
    if isinstance(value, ast.List | ast.Tuple):
        return [element for element in value.elts if not _raises(graph, module, element)]
    if isinstance(value, ast.Lambda):
        return [value.body]
    return [] if _raises(graph, module, value) or ast.unparse(value) == "None" else None


def _raises(graph: Graph, module: Module, value: ast.expr) -> bool:
    """Tell whether the value is an exception, or the class of one: a mock raises it when it is called."""
    of = graph.project.references.inference.of(module, value)
    classes = {one.cls for one in of if isinstance(one, Instance | ClassRef)}
    bases = {base for cls in classes for one in ancestry(graph.project.program, cls) for base in one.node.bases}
    kinds = [getattr(builtins, called_name(name), None) for name in (value, *bases)]
    return any(isinstance(kind, type) and issubclass(kind, BaseException) for kind in kinds)


def _replace(graph: Graph, module: Module, value: ast.expr, shape: Shape, edits: EditSet) -> None:
    """Follow what stands in the place of the method: another mock, or a lambda."""
    told = {k.arg: k.value for k in value.keywords if k.arg in _TOLD} if isinstance(value, ast.Call) else {}
    if isinstance(value, ast.Lambda):
        _give(graph, module, value, [value.body], shape, edits)
    elif not isinstance(value, ast.Call) or called_name(value) not in MOCKS:
        edits.leave(module, value)
    for name, result in told.items():
        _give(graph, module, value, _results(graph, module, str(name), result), shape, edits)


def _give(
    graph: Graph, module: Module, place: ast.expr, results: list[ast.expr] | None, shape: Shape, edits: EditSet
) -> None:
    """Let what a mock gives for the method be entered or iterated over; else leave the place to a person."""
    for value in results if results is not None else ():
        of = graph.project.references.inference.of(module, value)
        mocks = [one for one in of if isinstance(one, Mock)]
        for mock in mocks:
            follow_special(graph, mock, edits)
        if shape == "iterate" and isinstance(value, _ITERABLES) and not mocks:
            edits.add(module, value, "iterated_stub")
            edits.of(module).needs.add("unittest.mock.MagicMock")
        elif not mocks and not (shape == "enter" and called_name(value) in _EITHER_WAY):
            results = None
    if results is None:
        edits.leave(module, place)


def rename_special(module: Module, node: ast.Attribute, edits: EditSet) -> None:
    """Rename a special method of a mock, and let what is put there be awaitable; an iterator is left to a person."""
    edits.add(module, node, "rename_attribute", ASYNC_NAMES[node.attr])
    statement = module.parents[node]
    value = statement.value if isinstance(statement, ast.Assign) and node in statement.targets else None
    if node.attr == "__iter__":
        if value is not None:
            edits.leave(module, value)
        return
    await_assertion(module, node, edits)
    if isinstance(value, ast.Call):
        rename_mock(module, value.func, edits)
    elif isinstance(value, ast.Lambda) and ignores_its_object(value):
        wrap_stub(module, value, edits, "on a class")
    elif isinstance(value, ast.Lambda) and _gives_its_object(value):
        wrap_stub(module, value, edits, f"{GIVES}{ast.unparse(node.value)}")
    elif value is not None:
        edits.leave(module, value)


def _gives_its_object(stub: ast.Lambda) -> bool:
    first = [*stub.args.posonlyargs, *stub.args.args][:1]
    return bool(first) and isinstance(stub.body, ast.Name) and stub.body.id == first[0].arg
