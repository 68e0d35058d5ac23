"""Mocks that code enters, leaves, or iterates over: what a test says of that follows with the statement."""

import ast

from tools.ferry.calls.graph import Graph
from tools.ferry.functions.stubs import ignores_its_object
from tools.ferry.rewrite.edits import EditSet
from tools.ferry.rewrite.rules.async_stub import GIVES
from tools.ferry.rewrite.test_doubles import await_assertion, rename_mock, wrap_stub
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.values import Mock
from tools.ferry.uses.consumption import shape_of
from tools.ferry.uses.protocols import ASYNC_NAMES

_TOLD = frozenset({"return_value", "side_effect"})
_ITERABLES = ast.List | ast.ListComp | ast.Call | ast.Name
"""What a test writes for what a generator gives."""


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
    inference, name = graph.project.references.inference, method.short
    follow_special(graph, Mock(mock.node, mock.module, (*mock.path, name, "()")), edits)
    for module, node in graph.project.program.loads.get(name, []):
        stored = _stored(module, node) if isinstance(node, ast.Attribute) else None
        if stored is None or not isinstance(node, ast.Attribute) or mock not in inference.of(module, node.value):
            continue
        if not _gives_asynchronously(graph, module, stored, method, edits):
            edits.left.append((module, node, "mock"))


def _stored(module: Module, method: ast.Attribute) -> ast.Attribute | None:
    """Return what a statement sets: the method of a mock, or what that gives or is answered by."""
    told = module.parents[method]
    if isinstance(method.ctx, ast.Store):
        return method
    if isinstance(told, ast.Attribute) and told.attr in _TOLD and isinstance(told.ctx, ast.Store):
        return told
    return None


def _gives_asynchronously(graph: Graph, module: Module, told: ast.Attribute, method: Function, edits: EditSet) -> bool:
    """Let `mock.method.return_value = value` give what can be entered or iterated over; tell whether it does now."""
    statement = module.parents[told]
    if told.attr != "return_value" or not isinstance(statement, ast.Assign):
        return False
    value, shape = statement.value, shape_of(method)
    mocks = [v for v in graph.project.references.inference.of(module, value) if isinstance(v, Mock)]
    for mock in mocks:
        follow_special(graph, mock, edits)
    if mocks or (shape == "enter" and called_name(value) == "nullcontext"):  # which can be entered either way
        return True
    if shape == "iterate" and isinstance(value, _ITERABLES):
        edits.add(module, value, "iterated_stub")
        edits.of(module).needs.add("unittest.mock.MagicMock")
    return shape == "iterate" and isinstance(value, _ITERABLES)


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
