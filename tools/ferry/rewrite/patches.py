"""The edits of tests that replace a function which becomes async: by `patch`, `monkeypatch` or assignment."""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Graph
from tools.ferry.rewrite.edits import EditSet
from tools.ferry.rewrite.test_doubles import ASSERTIONS, PLAIN, rename_mock, wrap_stub
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.fixtures import is_test_file
from tools.ferry.types.names import find_method, lookup, member
from tools.ferry.types.patched import patched_parameter
from tools.ferry.types.values import ClassRef, External, FunctionRef, Instance, Mock


def follow_patches(graph: Graph, new_async: set[Function], edits: EditSet) -> set[Mock]:
    """Let what replaces a function that becomes async be awaitable, and assertions about it be about awaits.

    A `patch` without a replacement makes an `AsyncMock` by itself when it meets an async function: these are returned.
    """
    awaited: set[Mock] = set()
    for module in graph.project.program.files.values():
        speaks = is_test_file(module) or "patch" in module.text or "Mock" in module.text
        if graph.project.is_retired(module) or not speaks:
            continue
        for call in module.nodes(ast.Call):
            for function, on_class, given in _replaced_by(graph, module, call):
                if function in new_async:
                    _replacement(graph, module, given, on_class, new_async, edits)
                    _assertions(graph, module, call, edits)
                    awaited |= {Mock(call, module)} if given is None else set()
        for statement in module.nodes(ast.Assign):
            _assigned(graph, module, statement, new_async, edits)
    return awaited


def _replaced_by(graph: Graph, module: Module, call: ast.Call) -> Iterator[tuple[Function, bool, ast.expr | None]]:
    """Yield (function, whether on a class, what takes its place) of what the call replaces in a test."""
    name = called_name(call)
    if name not in {"patch", "object", "setattr", "multiple"} or not call.args:
        return
    text = call.args[0].value if isinstance(call.args[0], ast.Constant) else None
    told = {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
    if name == "multiple":
        for replaced, given in told.items():
            yield from ((f, on_class, given) for f, on_class in _members(graph, module, call.args[0], replaced))
    elif isinstance(text, str) and "." in text:
        owner, _, last = text.rpartition(".")
        given_instead = call.args[1] if len(call.args) > 1 else told.get("new", told.get("new_callable"))
        yield from ((f, on_class, given_instead) for f, on_class in _owned(graph, owner, last))
    elif name != "patch" and len(call.args) > 1 and isinstance(call.args[1], ast.Constant):
        given_instead = call.args[2] if len(call.args) > 2 else told.get("new", told.get("new_callable"))
        members = _members(graph, module, call.args[0], str(call.args[1].value))
        yield from ((f, on_class, given_instead) for f, on_class in members)


def _owned(graph: Graph, owner: str, name: str) -> Iterator[tuple[Function, bool]]:
    found = lookup(graph.project.program, owner)
    if isinstance(found, Module):
        target = member(graph.project.program, found, name)
    else:
        target = find_method(graph.project.program, found, name) or "" if isinstance(found, Class) else ""
    if isinstance(target, Function):
        yield target, isinstance(found, Class)


def _members(graph: Graph, module: Module, owner: ast.expr, name: str) -> Iterator[tuple[Function, bool]]:
    if isinstance(owner, ast.Constant):
        yield from _owned(graph, str(owner.value), name)
        return
    inference = graph.project.references.inference
    for value in inference.of(module, owner):
        if isinstance(value, ClassRef | Instance):
            method = find_method(graph.project.program, value.cls, name)
            if method is not None:
                yield method, isinstance(value, ClassRef)
        elif isinstance(value, External):
            for found in inference.of_external(f"{value.name}.{name}"):
                if isinstance(found, FunctionRef):
                    yield found.function, False


def _replacement(
    graph: Graph, module: Module, given: ast.expr | None, on_class: bool, new_async: set[Function], edits: EditSet
) -> None:
    if isinstance(given, ast.Name | ast.Attribute):
        if called_name(given) in PLAIN:
            rename_mock(module, given, edits)  # it is a `new_callable`
        else:
            _named(graph, module, given, on_class, new_async, edits)
    elif given is not None:
        _awaitable(module, given, on_class, edits)


def _named(
    graph: Graph,
    module: Module,
    given: ast.Name | ast.Attribute,
    on_class: bool,
    new_async: set[Function],
    edits: EditSet,
) -> None:
    """Let a function of the tree that is put in the place be awaitable; on a class, it is given the object first."""
    values = graph.project.references.inference.of(module, given)
    functions = {value.function for value in values if isinstance(value, FunctionRef)}
    if not functions or any(function.is_async or function in new_async for function in functions):
        return
    if on_class and all(_only_replaces(graph, function) for function in functions):
        for function in functions:
            if not isinstance(function.node, ast.Lambda):
                edits.add(function.module, function.node, "async_def")
    elif on_class:
        edits.left.append((module, given, "mock"))
    else:
        wrap_stub(module, given, edits)


def _only_replaces(graph: Graph, function: Function) -> bool:
    """Tell whether a test has the function for nothing else than to put it in the place of another."""
    references = list(graph.project.references.to(function))
    above = (module.parents[node] for module, node in references)
    return bool(references) and all(
        isinstance(call, ast.Call) and called_name(call) in {"patch", "object", "setattr"} for call in above
    )


def _awaitable(module: Module, given: ast.expr, on_class: bool, edits: EditSet) -> None:
    if isinstance(given, ast.Call):
        rename_mock(module, given.func, edits)
    elif isinstance(given, ast.Lambda) and (not on_class or _ignores_its_object(given)):
        wrap_stub(module, given, edits, "on a class" if on_class else "")
    elif isinstance(given, ast.Lambda):
        edits.left.append((module, given, "mock"))


def _ignores_its_object(stub: ast.Lambda) -> bool:
    first = stub.args.args[0].arg if stub.args.args else ""
    return bool(first) and not any(isinstance(n, ast.Name) and n.id == first for n in ast.walk(stub.body))


def _assigned(graph: Graph, module: Module, node: ast.Assign, new_async: set[Function], edits: EditSet) -> None:
    """Follow `service.size = Mock()` and `module.load = lambda: 1`."""
    for target in node.targets:
        if isinstance(target, ast.Attribute) and isinstance(node.value, ast.Call | ast.Lambda | ast.Name):
            for function, on_class in _members(graph, module, target.value, target.attr):
                if function in new_async:
                    if isinstance(node.value, ast.Name):
                        _named(graph, module, node.value, on_class, new_async, edits)
                    else:
                        _awaitable(module, node.value, on_class, edits)
                    for assertion in graph.project.program.loads.get(target.attr, []):
                        _await_assertion(module, assertion, ast.unparse(target), edits)


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
