"""The edits of tests that replace a function which becomes async: by `patch`, `monkeypatch` or assignment."""

import ast
from collections.abc import Sequence

from tools.ferry.calls.graph import Graph
from tools.ferry.calls.stubbed import StubbedMethod, named_class
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.held_mocks import is_plain
from tools.ferry.edits.mock_arguments import carry_answering, carry_asked_arguments
from tools.ferry.edits.special_mocks import follow_special
from tools.ferry.edits.test_doubles import ASSERTIONS, PLAIN, assertions_on, rename_mock, wrap_stub
from tools.ferry.functions.stubs import Stub
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.patched import patched_parameter
from tools.ferry.types.values import FunctionRef, Mock
from tools.ferry.uses.consumption import stays_synchronous


def follow_patches(
    graph: Graph, new_async: set[Function], stubbed: Sequence[StubbedMethod], edits: EditSet
) -> set[Mock]:
    """Let what replaces a function that becomes async be awaitable, and assertions about it be about awaits.

    So also what is `stubbed` of the facade and one of the target's now. A `patch` without a replacement makes an
    `AsyncMock` by itself when it meets an async function: these are returned.
    """
    awaited: set[Mock] = set()
    for stub in graph.stubs:
        edits.about = (stub.function,)
        if stub.function in new_async:
            awaited |= _let_await(graph, stub, new_async, edits)
    for one in stubbed:
        edits.about = tuple({call.component: None for call in one.calls})
        _switch(graph, one.stub, edits)
        if not stays_synchronous(graph.project, one.stub.function.short):
            awaited |= _let_await(graph, one.stub, new_async, edits)
    return awaited


def _let_await(graph: Graph, stub: Stub, new_async: set[Function], edits: EditSet) -> set[Mock]:
    module, node, given = stub.module, stub.node, stub.given
    if graph.shape(stub.function) != "await":
        follow_special(graph, Mock(node, module, ("()",)), edits)
        return set()
    if isinstance(given, ast.Name | ast.Attribute):
        if called_name(given) in PLAIN:
            rename_mock(module, given, edits)  # it is a `new_callable`
        else:
            _named(graph, stub, given, new_async, edits)
    elif isinstance(given, ast.Call):
        rename_mock(module, given.func, edits)
    elif isinstance(given, ast.Lambda):
        has_object = stub.cls is not None and bool(given.args.posonlyargs or given.args.args)
        wrap_stub(module, given, edits, "on a class" if has_object else "")
    if isinstance(node, ast.Assign):
        for target in node.targets:
            for assertion in graph.project.program.loads.get(getattr(target, "attr", ""), []):
                _await_assertion(module, assertion, ast.unparse(target), edits)
        return set()
    _assertions(graph, module, node, edits)
    return {Mock(node, module)} if given is None else set()


def _switch(graph: Graph, stub: Stub, edits: EditSet) -> None:
    """Put the stub on the target's class, under the name that its method has there."""
    project, node = graph.project, stub.node
    new = project.config.renamed(stub.function.short)
    found = named_class(project, stub)
    texts = node.args[:2] if isinstance(node, ast.Call) else []
    for text in [part for part in texts if isinstance(part, ast.Constant)]:
        if found is not None and text is found[0] and isinstance(text.value, str):
            edits.replace_text(stub.module, text, f"{found[1]}.{new}")
        elif text.value == stub.function.short and new != text.value:
            edits.replace_text(stub.module, text, new)
    if found is not None and not isinstance(found[0], ast.Constant):
        edits.rename(stub.module, found[0], *project.named_in(stub.module, found[1]))
    name, given = stub.function.short, stub.given or stub.node
    if isinstance(given, ast.expr):
        carry_answering(project, stub.module, given, name, edits, first=stub.cls is not None)
    stand_ins = project.references.inference.of(stub.module, stub.given) if stub.given is not None else ()
    for mock in [Mock(node, stub.module), *(value for value in stand_ins if isinstance(value, Mock))]:
        carry_asked_arguments(project, mock, name, edits)


def _named(graph: Graph, stub: Stub, given: ast.Name | ast.Attribute, new_async: set[Function], edits: EditSet) -> None:
    """Let a function or mock that a variable puts in the place be awaitable; on a class, it is given the object."""
    values = graph.project.references.inference.of(stub.module, given)
    for mock in [
        value for value in values if isinstance(value, Mock) and is_plain(graph.project.references.inference, value)
    ]:
        if isinstance(mock.node, ast.Call):
            rename_mock(mock.module, mock.node.func, edits)
            assertions_on(graph, mock, edits)
    functions = {value.function for value in values if isinstance(value, FunctionRef)}
    if not functions or any(function.is_async or function in new_async for function in functions):
        return
    for function in functions if stub.cls is not None else ():
        if not isinstance(function.node, ast.Lambda):
            edits.add(function.module, function.node, "async_def")
    if stub.cls is None:
        wrap_stub(stub.module, given, edits)


def _await_assertion(module: Module, found: tuple[Module, ast.expr], text: str, edits: EditSet) -> None:
    where, node = found
    parent = where.parents.get(node)
    if (
        where is module
        and ast.unparse(node) == text
        and isinstance(parent, ast.Attribute)
        and parent.attr in ASSERTIONS
    ):
        edits.add(module, parent, "rename_attribute", ASSERTIONS[parent.attr])


def _assertions(graph: Graph, module: Module, patch: ast.Call, edits: EditSet) -> None:
    """Let assertions on the mock that the patch makes be about awaits."""
    for name, new in ASSERTIONS.items():
        for where, node in graph.project.program.loads.get(name, []):
            if where is module and isinstance(node, ast.Attribute) and _made_by(graph, module, node.value, patch):
                edits.add(module, node, "rename_attribute", new)


def _made_by(graph: Graph, module: Module, node: ast.expr, patch: ast.Call) -> bool:
    function = graph.project.owner(module, node)
    if not isinstance(node, ast.Name) or function is None:
        return False
    if patched_parameter(function, node.id) is patch:
        return True
    return any(value is patch for _, value, how in function.assigned.get(node.id, []) if how in {"enter", "value"})
