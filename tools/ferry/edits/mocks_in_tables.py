"""Mocks that tests put into a table, `patch.dict(TABLE, gate=Mock())`: they stand for what is in it."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.edits.held_mocks import given_when_called, is_plain
from tools.ferry.source import Class, Module
from tools.ferry.types.infer import elements_of
from tools.ferry.types.patched import put_into_table
from tools.ferry.types.values import ClassRef, Instance, Mock

_PUTTING = {"dict": "patch.dict(", "setitem": ".setitem("}


def put_into_tables(graph: Graph) -> Iterator[tuple[Mock, Class]]:
    """Yield the plain mocks that stand for objects of a class in a table; where it has classes, what the mocks give."""
    inference = graph.project.references.inference
    for module, call in _putting(graph):
        parts = [one for v in put_into_table(call) for one in (v.values if isinstance(v, ast.Dict) else [v])]
        values = (value for part in parts for value in inference.of(module, part))
        mocks = [value for value in values if isinstance(value, Mock) and is_plain(inference, value)]
        inside = elements_of(inference.of(module, call.args[0])) if mocks else frozenset()
        for mock in mocks:
            yield from ((mock, value.cls) for value in inside if isinstance(value, Instance))
            for cls in (value.cls for value in inside if isinstance(value, ClassRef)):
                yield from ((given, cls) for given in given_when_called(inference, mock))


def _putting(graph: Graph) -> Iterator[tuple[Module, ast.Call]]:
    """Yield the calls that put something into a table; only modules that have such a text are read for it."""
    for module in graph.project.program.files.values():
        if graph.project.is_retired(module):
            continue
        for name in (name for name, text in _PUTTING.items() if text in module.text):
            for node in graph.project.program.loads.within(module, name):
                call = module.parents[node]
                if isinstance(call, ast.Call) and call.func is node and isinstance(node, ast.Attribute) and call.args:
                    yield module, call
