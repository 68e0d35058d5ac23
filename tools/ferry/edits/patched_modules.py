"""Mocks that tests put in the place of a whole module, `@patch("app.web.planning")`: its functions are awaited now."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.given_members import give_members
from tools.ferry.edits.held_mocks import is_plain
from tools.ferry.edits.patched_classes import makes_plain_mock
from tools.ferry.edits.set_up import set_up
from tools.ferry.edits.test_doubles import assertions_on, is_replaced
from tools.ferry.source import Function, Module
from tools.ferry.trace.sources import patched_name
from tools.ferry.types.names import member
from tools.ferry.types.patch_targets import patching, put_there
from tools.ferry.types.values import Mock


def follow_modules(graph: Graph, new_async: set[Function], edits: EditSet) -> set[Mock]:
    """Let the functions that become async be an `AsyncMock` on such a mock; return these.

    Those that the code or the test asks of it: what nobody asks is not told.
    """
    found: set[Mock] = set()
    for mock, functions in _standing(graph, new_async):
        edits.about = tuple(functions)
        names = [function.short for function in functions]
        missing = [name for name in names if not is_replaced(graph, mock, name, edits)]
        if missing and isinstance(mock.node, ast.Call):
            if makes_plain_mock(mock.node):
                set_up(graph.project, mock.module, mock.node, missing, edits, {})
            else:
                give_members(mock.module, mock.node, missing, edits)
        for name in names:
            assertions_on(graph, Mock(mock.node, mock.module, (name,)), edits)
            found.add(Mock(mock.node, mock.module, (name,)))
    edits.about = ()
    return found


def _standing(graph: Graph, new_async: set[Function]) -> Iterator[tuple[Mock, list[Function]]]:
    """Yield the mocks that stand for a module, with its functions that become async and are asked of it."""
    own: dict[Module, list[Function]] = {}
    for function in sorted(new_async, key=lambda f: f.name):
        if function.cls is None and function.outer is None and graph.shape(function) == "await":
            own.setdefault(function.module, []).append(function)
    for module, patch in patching(graph.project.program) if own else ():
        owner, name = patched_name(graph.project, module, patch) or (None, "")
        target = member(graph.project.program, owner, name) if isinstance(owner, Module) else None
        if not isinstance(owner, Module) or not isinstance(target, Module) or graph.project.is_retired(module):
            continue
        asked = owner.outline.loads | module.outline.loads
        functions = [function for function in own.get(target, ()) if function.short in asked]
        put = put_there(patch)
        inference = graph.project.references.inference
        mocks = [Mock(patch, module)] if makes_plain_mock(patch) else []
        mocks += [v for v in inference.of(module, put) if isinstance(v, Mock) and is_plain(inference, v)] if put else []
        yield from ((mock, functions) for mock in mocks if functions)
