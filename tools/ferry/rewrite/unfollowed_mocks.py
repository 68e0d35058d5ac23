"""Mocks and patches of tests that may concern what becomes async here, though nothing says for what they stand."""

import ast
from collections.abc import Iterator, Mapping

from tools.ferry.calls.graph import Graph
from tools.ferry.edits.edit_set import EditSet, span_in
from tools.ferry.edits.held_mocks import is_plain
from tools.ferry.edits.test_doubles import ASSERTIONS
from tools.ferry.plan.closure import Selection
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.calls import MOCKS
from tools.ferry.types.patched import is_patched
from tools.ferry.types.values import Mock

_TOLD = {"return_value", "side_effect", *ASSERTIONS}


def unfollowed_mocks(graph: Graph, selection: Selection, edits: EditSet) -> Iterator[tuple[Module, ast.expr, Function]]:
    """Yield where such a mock is told of the method, `Mock(size=Mock())`, `mock.size.return_value`, and the method.

    One is followed where the step edits it, where a class is known for which it stands, and where code is known that
    calls the method on it.
    """
    found = sorted((f for f in selection.functions if f.cls and not f.is_async), key=lambda f: f.name, reverse=True)
    methods = {function.short: function for function in found}
    for module in graph.project.program.files.values():
        if methods and "Mock" in module.text and not graph.project.is_retired(module):
            for place, mock, name in _told(graph, module, methods):
                is_seen = mock in edits.standing or _is_edited(edits, module, place, mock, name)
                if not is_seen and not _is_called(graph, mock, name):
                    yield module, place, methods[name]


def unfollowed_patches(graph: Graph, selection: Selection) -> Iterator[tuple[Module, ast.expr, str]]:
    """Yield where a patch is told in parts what it replaces, of which only the last are known, and their last name.

    That is the one of a function which becomes async here, or of an accessor that is switched.
    """
    names = {function.short for function in selection.functions if not function.is_async}
    if any(source.kind == "accessor" for one in selection.components for source in one.sources.values()):
        names |= {accessor.short for accessor in graph.project.accessors}
    for module in graph.project.program.files.values():
        if not graph.project.is_retired(module) and any(text in module.text for text in ("patch(", "setattr(")):
            for call in module.nodes(ast.Call):
                first = call.args[0] if call.args and called_name(call.func) in {"patch", "setattr"} else None
                parts = first.values if isinstance(first, ast.JoinedStr) else [getattr(first, "right", first)]
                last = parts[-1] if parts else None
                name = (
                    last.value.rpartition(".")[2]
                    if isinstance(last, ast.Constant) and isinstance(last.value, str)
                    else ""
                )
                if first is not None and not isinstance(first, ast.Constant) and name in names:
                    yield module, first, name


def _told(graph: Graph, module: Module, methods: Mapping[str, Function]) -> Iterator[tuple[ast.expr, Mock, str]]:
    """Yield where a plain mock of the module is told of one of the methods, with the mock and the name."""
    inference = graph.project.references.inference
    for call in module.nodes(ast.Call):
        mock = Mock(call, module)
        told = [k.arg for k in call.keywords if k.arg in methods] if called_name(call) in MOCKS else []
        yield from ((call, mock, name) for name in told if name and is_plain(inference, mock))
    for name in methods:
        for node in graph.project.program.loads.within(module, name):
            above = module.parents[node]
            is_told = isinstance(above, ast.Assign) or (isinstance(above, ast.Attribute) and above.attr in _TOLD)
            of = inference.of(module, node.value) if isinstance(node, ast.Attribute) and is_told else frozenset()
            for mock in (value for value in of if isinstance(value, Mock)):
                maker = Mock(mock.node, mock.module)
                if is_plain(inference, maker) or is_patched(maker):
                    yield node, mock, name


def _is_edited(edits: EditSet, module: Module, place: ast.expr, mock: Mock, name: str) -> bool:
    """Tell whether the step changes the statement of the place, or the mock where it is made."""
    around = [(module, _statement(module, place))]
    around += [(mock.module, _statement(mock.module, mock.node))] if isinstance(mock.node, ast.expr) else []
    for owner, statement in around:
        span, file = span_in(owner, statement), edits.files.get(owner.file)
        lines = range(span.line, span.end_line + 1)
        if file is not None and any(edit.span.line in lines and edit.span.end_line in lines for edit in file.edits):
            return True
    return False


def _statement(module: Module, node: ast.expr) -> ast.stmt | ast.expr:
    """Return the statement around the expression; of one that has others inside the whole expression in it."""
    whole, above = node, module.parents[node]
    while not isinstance(above, ast.stmt):
        whole, above = above if isinstance(above, ast.expr) else whole, module.parents[above]
    return whole if hasattr(above, "body") else above


def _is_called(graph: Graph, mock: Mock, name: str) -> bool:
    """Tell whether code is known that calls the method on the mock."""
    inference = graph.project.references.inference
    for module, node in graph.project.program.loads.get(name, []):
        above = module.parents[node]
        is_called = isinstance(above, ast.Call) and above.func is node
        if is_called and isinstance(node, ast.Attribute) and mock in inference.of(module, node.value):
            return True
    return False
