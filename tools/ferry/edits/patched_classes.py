"""Patches that put a mock in the place of a class of the tree, of an object of one, or of a function that gives one."""

import ast
from collections.abc import Iterator, Sequence, Set

from tools.ferry.calls.graph import Graph
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.held_mocks import given_when_called, is_plain
from tools.ferry.edits.set_up import set_up
from tools.ferry.edits.test_doubles import assertions_on, is_replaced
from tools.ferry.source import Class, Function, Module
from tools.ferry.trace.sources import patched_accessor
from tools.ferry.types.names import find_method
from tools.ferry.types.patch_targets import imitated, patching, put_there, stood_for
from tools.ferry.types.patched import makes_mock
from tools.ferry.types.values import FunctionRef, Mock

_IMITATING = frozenset({"autospec", "wraps", "return_value", "side_effect"})
"""Keywords by which a patch's mock has awaitable methods by itself, or gives something else."""


def patched_for(graph: Graph, classes: set[Class]) -> Iterator[tuple[Mock, Class]]:
    """Yield the mock that stands for an object of one of the classes: the patch's own, or what that gives."""
    for module, patch in patching(graph.project.program):
        if graph.project.is_retired(module):
            continue
        if not makes_plain_mock(patch):
            yield from _put_for(graph, module, patch, classes)
            yield from _called_for(graph, module, patch, classes)
        elif patched_accessor(graph.project, module, patch) is None:
            objects, results = stood_for(graph.project.references.inference, module, patch)
            yield from ((Mock(patch, module), cls) for cls in objects & classes)
            yield from ((Mock(patch, module, ("()",)), cls) for cls in results & classes)


def _put_for(graph: Graph, module: Module, patch: ast.Call, classes: set[Class]) -> Iterator[tuple[Mock, Class]]:
    """Yield what a mock gives that the test makes itself, and puts in the place of a class or a function."""
    inference, put = graph.project.references.inference, put_there(patch)
    mocks = [value for value in inference.of(module, put) if is_plain(inference, value)] if put is not None else []
    results = stood_for(inference, module, patch)[1] & classes if mocks else set()
    given = [one for mock in mocks if isinstance(mock, Mock) for one in given_when_called(inference, mock)]
    yield from ((mock, cls) for mock in given for cls in results)


def _called_for(graph: Graph, module: Module, patch: ast.Call, classes: set[Class]) -> Iterator[tuple[Mock, Class]]:
    """Yield the mock of a patch that says what its call gives, where it stands for an object that is called."""
    told = {keyword.arg for keyword in patch.keywords}
    if makes_mock(patch) and not told.isdisjoint({"return_value", "side_effect"}):
        objects = stood_for(graph.project.references.inference, module, patch)[0] & classes
        called = (cls for cls in objects if find_method(graph.project.program, cls, "__call__") is not None)
        yield from ((Mock(patch, module), cls) for cls in called)


def set_up_deeper(graph: Graph, new_async: set[Function], known: Set[Mock], edits: EditSet) -> set[Mock]:
    """Let the methods further down that a test names be an `AsyncMock`: `container.return_value.users.load`.

    Those in `known` are awaitable already. Return the mocked methods.
    """
    inference = graph.project.references.inference
    found: set[Mock] = set()
    for name in sorted({function.short for function in new_async if function.cls and graph.shape(function) == "await"}):
        for module, node in graph.project.program.loads.get(name, []):
            for mock in inference.of(module, node):
                if isinstance(mock, Mock) and mock.path and mock not in known and not graph.project.is_retired(module):
                    functions = {v.function for v in imitated(inference, mock) if isinstance(v, FunctionRef)}
                    found |= {mock} if functions & new_async else set()
    for mock in sorted(found, key=lambda mock: mock.path):
        parts = ("return_value" if part == "()" else part for part in mock.path)
        owner = Mock(mock.node, mock.module, mock.path[:-1])
        if isinstance(mock.node, ast.Call) and makes_plain_mock(mock.node):
            if not is_replaced(graph, owner, mock.path[-1], edits):
                set_up(graph.project, mock.module, mock.node, [".".join(parts)], edits, {})
            assertions_on(graph, mock, edits)
    return found


def set_up_patched(graph: Graph, mock: Mock, names: Sequence[str], edits: EditSet) -> None:
    """Let these methods of what the patch's mock gives, or has, be an `AsyncMock`; without names the whole of it."""
    prefix = "return_value" if mock.path else ""
    members = [f"{prefix}.{name}".strip(".") for name in names] or ([prefix] if prefix else [])
    if members and isinstance(mock.node, ast.Call):
        set_up(graph.project, mock.module, mock.node, members, edits, {})


def makes_plain_mock(patch: ast.Call) -> bool:
    """Tell whether the patch makes a mock by itself, of which nothing is told."""
    return makes_mock(patch) and not any(keyword.arg in _IMITATING for keyword in patch.keywords)
