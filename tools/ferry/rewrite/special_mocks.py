"""Mocks that code enters, leaves, or iterates over: what a test says of that follows with the statement."""

import ast

from tools.ferry.calls.graph import Graph
from tools.ferry.functions.stubs import ignores_its_object
from tools.ferry.rewrite.edits import EditSet
from tools.ferry.rewrite.test_doubles import await_assertion, rename_mock, wrap_stub
from tools.ferry.source import Module
from tools.ferry.types.values import Mock
from tools.ferry.uses.protocols import ASYNC_NAMES


def follow_special(graph: Graph, mock: Mock, edits: EditSet) -> None:
    """Let the mock be entered, left, or iterated over asynchronously: `mock.__enter__` becomes `mock.__aenter__`."""
    inference = graph.project.references.inference
    for old in sorted(ASYNC_NAMES):
        for module, node in graph.project.program.loads.get(old, []):
            if isinstance(node, ast.Attribute) and mock in inference.of(module, node.value):
                rename_special(module, node, edits)


def follow_result(graph: Graph, mock: Mock, name: str, edits: EditSet) -> None:
    """Let what the method of a mock gives be entered or iterated over asynchronously.

    What a test sets it to is left to a person: that is no async iterator, and no async context manager.
    """
    inference = graph.project.references.inference
    follow_special(graph, Mock(mock.node, mock.module, (*mock.path, name, "()")), edits)
    for module, node in graph.project.program.loads.get(name, []):
        told = module.parents.get(node)
        if not isinstance(node, ast.Attribute) or mock not in inference.of(module, node.value):
            continue
        is_told = isinstance(told, ast.Attribute) and told.attr in {"return_value", "side_effect"}
        if isinstance(node.ctx, ast.Store) or (is_told and isinstance(getattr(told, "ctx", None), ast.Store)):
            edits.left.append((module, node, "mock"))


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
    elif value is not None:
        edits.left.append((module, value, "mock"))
