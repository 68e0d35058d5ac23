"""Plain mocks and what holds them: a parameter or attribute of a class, another mock, a namespace."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.edits.given_members import members_told
from tools.ferry.edits.test_doubles import PLAIN
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types import Inference
from tools.ferry.types.members import of_class_attribute
from tools.ferry.types.mock_attributes import is_of_unknown_spec, listed_names
from tools.ferry.types.names import find_method
from tools.ferry.types.patched import is_stub
from tools.ferry.types.values import Instance, Mock, Value

NOT_AWAITABLE = PLAIN | {"NonCallableMock", "NonCallableMagicMock"}
"""The classes of mocks whose methods cannot be awaited."""


def held_in(graph: Graph, module: Module, stand_in: ast.AST | None, cls: Class) -> Iterator[tuple[Mock, Class]]:
    """Yield the plain mocks that a stand-in for the class is told to hold, with the classes for which they stand.

    So of `Mock(spec=Town, census=Mock())`, `SimpleNamespace(census=census)`, by what an object of the class has there.
    """
    inference = graph.project.references.inference
    for keyword in stand_in.keywords if isinstance(stand_in, ast.Call) else ():
        mocks = [m for m in inference.of(module, keyword.value) if isinstance(m, Mock) and is_plain(inference, m)]
        declared = of_class_attribute(inference, cls, keyword.arg) if mocks and keyword.arg else frozenset()
        for mock, held in [(m, d.cls) for m in mocks for d in declared if isinstance(d, Instance)]:
            yield mock, held
            yield from held_in(graph, mock.module, mock.node, held)


def told_by_text(graph: Graph, mock: Mock, cls: Class, new_async: set[Function]) -> Iterator[Mock]:
    """Yield the methods that become async of what a stand-in for the class holds, and a text tells something of.

    So of `Mock(**{"census.size.return_value": 3})`, by what an object of the class has there.
    """
    inference = graph.project.references.inference
    calls = [mock.node] if not mock.path else []
    for module, node in graph.project.program.loads.get("configure_mock", []) if calls else ():
        is_its = isinstance(node, ast.Attribute) and mock in inference.of(module, node.value)
        calls += [module.parents[node]] if is_its else []
    for name in (name for call in calls for name in members_told(call)):
        *holders, method = name.split(".")
        objects = frozenset[Value]({Instance(cls)})
        for holder in holders:
            classes = [value.cls for value in objects if isinstance(value, Instance)]
            objects = frozenset(v for one in classes for v in of_class_attribute(inference, one, holder))
        called = {find_method(graph.project.program, v.cls, method) for v in objects if isinstance(v, Instance)}
        if holders and any(f in new_async and graph.shape(f) == "await" for f in called if f is not None):
            yield Mock(mock.node, mock.module, (*holders, method))


def is_plain(inference: Inference, mock: Value) -> bool:
    """Tell whether the value is a mock that imitates nothing: its spec, if it has one, lists names or is not known."""
    call = mock.node if isinstance(mock, Mock) else None
    if not isinstance(mock, Mock) or not isinstance(call, ast.Call) or mock.path:
        return False
    if is_stub(call) or called_name(call) not in NOT_AWAITABLE:
        return is_stub(call)
    told = {keyword.arg for keyword in call.keywords}
    is_specified = bool(call.args) or not told.isdisjoint({"spec", "spec_set"})
    if "wraps" in told or not is_specified:
        return "wraps" not in told
    is_listed = listed_names(inference.program, mock.module, call) is not None
    return is_listed or is_of_unknown_spec(inference, mock.module, call)


def given_when_called(inference: Inference, mock: Mock) -> list[Mock]:
    """Return the plain mocks that a mock gives when it is called: what it is told to, or its own."""
    keywords = mock.node.keywords if isinstance(mock.node, ast.Call) and not mock.path else []
    told = [keyword.value for keyword in keywords if keyword.arg == "return_value"]
    values = [value for node in told for value in inference.of(mock.module, node)]
    given = [value for value in values if isinstance(value, Mock) and is_plain(inference, value)]
    return given if told else [Mock(mock.node, mock.module, (*mock.path, "()"))]


def plain_mocks(graph: Graph) -> Iterator[Mock]:
    """Yield the mocks of the tree that imitate nothing."""
    program = graph.project.program
    for module, name in (place for one in sorted({*NOT_AWAITABLE, "stub"}) for place in program.loads.get(one, [])):
        call = module.parents[name]
        mock = Mock(call, module)
        if (
            isinstance(call, ast.Call)
            and call.func is name
            and not graph.project.is_retired(module)
            and is_plain(graph.project.references.inference, mock)
        ):
            yield mock
