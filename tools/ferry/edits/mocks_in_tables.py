"""Mocks that tests put into a table, `patch.dict(TABLE, gate=Mock())`: they stand for what is in it."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.edits.held_mocks import given_when_called, is_plain
from tools.ferry.source import Class, Module
from tools.ferry.types.infer import elements_of
from tools.ferry.types.patched import put_into_table
from tools.ferry.types.values import ClassRef, Instance, Mock


def put_into_tables(graph: Graph) -> Iterator[tuple[Mock, Class]]:
    """Yield the plain mocks that stand for objects of a class in a table; where it has classes, what the mocks give."""
    for module, call in _putting(graph):
        inference = graph.project.references.inference
        inside = elements_of(inference.of(module, call.args[0]))
        for given in put_into_table(call):
            parts = given.values if isinstance(given, ast.Dict) else [given]
            mocks = [v for part in parts for v in inference.of(module, part) if isinstance(v, Mock)]
            for mock in (mock for mock in mocks if is_plain(inference, mock)):
                yield from ((mock, value.cls) for value in inside if isinstance(value, Instance))
                for cls in (value.cls for value in inside if isinstance(value, ClassRef)):
                    yield from ((given, cls) for given in given_when_called(inference, mock))


def _putting(graph: Graph) -> Iterator[tuple[Module, ast.Call]]:
    for name in ("dict", "setitem"):
        for module, node in graph.project.program.loads.get(name, []):
            call = module.parents[node]
            is_call = isinstance(call, ast.Call) and call.func is node and isinstance(node, ast.Attribute)
            if is_call and isinstance(call, ast.Call) and call.args and not graph.project.is_retired(module):
                yield module, call
