"""The edits of a function that becomes async: its `def`, its decorators, its annotation."""

import ast
import json

from tools.ferry.calls.graph import Graph
from tools.ferry.calls.wrapped import calls_inside
from tools.ferry.edits.async_cases import become_async_case
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.promises import awaitable_parameter
from tools.ferry.edits.quoted import edit_quoted, part_of
from tools.ferry.edits.sleeps import sleeps_of_twin
from tools.ferry.functions.decorators import has_twin, marks_of, wrapped_name, wrappers_of
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.annotations import parse_quoted
from tools.ferry.types.fixtures import collected_in, is_fixture
from tools.ferry.types.names import resolve_expression
from tools.ferry.uses.cases import is_case
from tools.ferry.uses.consumption import is_placeholder
from tools.ferry.uses.protocols import ASYNC_NAMES

_ASYNC_FORMS = {
    "Iterator": "collections.abc.AsyncIterator",
    "Iterable": "collections.abc.AsyncIterable",
    "Generator": "collections.abc.AsyncGenerator",
    "ContextManager": "typing.AsyncContextManager",
    "AbstractContextManager": "contextlib.AbstractAsyncContextManager",
}
"""What an annotation says of a generator or context manager -> what it says of an async one."""


def become_async(graph: Graph, function: Function, new_async: set[Function], edits: EditSet) -> None:
    """Add the edits that turn `function` into an async one, with what pytest needs."""
    node = function.node
    if isinstance(node, ast.Lambda):
        return
    module = function.module
    if function.cls is not None and is_case(graph.project, function.cls):
        become_async_case(graph.project, function, edits)
    marked = bool(collected_in(graph.project.program, function)) and not _has_marker(graph.project, function)
    promises = _promises_iterator(graph, function)
    if not promises:
        edits.add(module, node, "async_def", "marked" if marked else "")
    if marked:
        edits.of(module).needs.add("pytest")
    if is_fixture(function):
        _become_async_fixture(function, edits)
    if (function.is_generator or promises) and node.returns is not None:
        _async_iterator(module, node.returns, edits)
    for decorator in function.decorators:
        if called_name(decorator) == "contextmanager" and not isinstance(decorator, ast.Call):
            edits.rename(module, decorator, "contextlib.asynccontextmanager")
    if function.short in ASYNC_NAMES and function.cls is not None:
        edits.add(module, node, "rename_definition", ASYNC_NAMES[function.short])
        for owner, named in graph.project.references.to(function):
            if isinstance(named, ast.Attribute) and named.attr == function.short:
                edits.add(owner, named, "rename_attribute", ASYNC_NAMES[function.short])
    _change_wrappers(graph, function, new_async, edits)


def _change_wrappers(graph: Graph, function: Function, new_async: set[Function], edits: EditSet) -> None:
    """Let a wrapper that becomes async itself await what it wraps, and any other of the function get an async twin."""
    if graph.wrapped.inside(function) and function.outer is not None:
        for call in calls_inside(function, wrapped_name(function.outer) or ""):
            edits.add(function.module, call, "await_call")
            awaitable_parameter(graph, function.module, call.func, edits)
    for wrapper in wrappers_of(graph.project, function):
        if wrapper not in new_async:
            _twin_wrapper(graph.project, wrapper, edits)


def _promises_iterator(graph: Graph, function: Function) -> bool:
    """Tell whether the function does nothing and stands for such as give an async iterator or context manager.

    A coroutine function it would be with `async def`: what makes the others no coroutines is their `yield`.
    """
    return is_placeholder(function) and function.short not in ASYNC_NAMES and graph.shape(function) != "await"


def _become_async_fixture(function: Function, edits: EditSet) -> None:
    for decorator in function.decorators:
        if called_name(decorator) == "fixture":
            name = decorator.func if isinstance(decorator, ast.Call) else decorator
            edits.add(function.module, name, "replace_name", "pytest_asyncio.fixture")
            edits.of(function.module).needs.add("pytest_asyncio")
            edits.of(function.module).drops.add("pytest")
            if isinstance(decorator, ast.Call) and _outlives_a_test(decorator):
                edits.add(function.module, decorator, "fixture_loop")


def _outlives_a_test(fixture: ast.Call) -> bool:
    scopes = (keyword.value for keyword in fixture.keywords if keyword.arg == "scope")
    return any(not isinstance(scope, ast.Constant) or scope.value != "function" for scope in scopes)


def _twin_wrapper(project: Project, wrapper: Function, edits: EditSet) -> None:
    """Let the decorator return an async wrapper for async functions."""
    decorator = wrapper.outer
    if decorator is None or isinstance(wrapper.node, ast.Lambda) or has_twin(decorator):
        return
    promised = _generic_result(project, decorator)
    sleeps = sleeps_of_twin(project, wrapper)
    marks = [ast.get_source_segment(wrapper.module.text, mark) for mark in marks_of(wrapper)]
    last = decorator.node.body[-1] if not isinstance(decorator.node, ast.Lambda) else None
    returned = last.value if isinstance(last, ast.Return) else None
    told = json.dumps(
        {
            "wrapped": wrapped_name(decorator) or "",
            "promised": promised,
            "sleeps": sleeps,
            "marks": marks,
            "returned": ast.unparse(returned) if returned is not None else wrapper.short,
        }
    )
    edits.add(wrapper.module, wrapper.node, "twin_wrapper", told)
    edits.of(wrapper.module).needs |= {
        "inspect", *(["typing.cast"] if promised else []), *(["asyncio"] if sleeps else [])
    }  # fmt: skip


def _generic_result(project: Project, decorator: Function) -> str:
    """Return the annotation by which the decorator gives back what it was given: `Callable[P, T]` of a variable `T`."""
    returns = None if isinstance(decorator.node, ast.Lambda) else decorator.node.returns
    parsed = parse_quoted(returns) if returns is not None else None
    if not isinstance(parsed, ast.Subscript) or not isinstance(parsed.slice, ast.Tuple):
        return ""
    result = parsed.slice.elts[-1]
    meaning = resolve_expression(project.program, decorator.module, result) if isinstance(result, ast.Name) else None
    values = [value for _, value in meaning[0].assigned[meaning[1]]] if isinstance(meaning, tuple) else []
    generic = any(isinstance(value, ast.Call) and called_name(value) == "TypeVar" for value in values)
    return ast.unparse(parsed) if generic and called_name(parsed.value) == "Callable" else ""


def _has_marker(project: Project, function: Function) -> bool:
    if function.cls is not None and is_case(project, function.cls):
        return True
    node = function.module.parents.get(function.node)
    owners = [*function.decorators, *(node.decorator_list if isinstance(node, ast.ClassDef) else [])]
    for_all = [value for _, value in function.module.assigned.get("pytestmark", []) if value is not None]
    return any("asyncio" in ast.unparse(mark) for mark in (*owners, *for_all))


def promise_iterator(function: Function | None, read: ast.expr, edits: EditSet) -> None:
    """Let a parameter that is read asynchronously there want an async iterator."""
    for param in function.params if function is not None and isinstance(read, ast.Name) else ():
        if isinstance(read, ast.Name) and param.arg == read.id and param.annotation is not None and function:
            _async_iterator(function.module, param.annotation, edits)


def _async_iterator(module: Module, annotation: ast.expr, edits: EditSet) -> None:
    returns = parse_quoted(annotation)
    head = returns.value if isinstance(returns, ast.Subscript) else returns
    name = called_name(head)
    if name not in _ASYNC_FORMS or not isinstance(head, ast.Name):
        return
    origin, _, new = _ASYNC_FORMS[name].rpartition(".")
    dotted = f"{module.imports.get(name, f'{origin}.').rpartition('.')[0]}.{new}"
    arguments = returns.slice if name == "Generator" and isinstance(returns, ast.Subscript) else None
    if isinstance(annotation, ast.Constant):
        edit_quoted(module, annotation, part_of(annotation, head), "replace_name", new, edits)
        edits.take_over(module, head.id, dotted)
        if isinstance(arguments, ast.Tuple) and len(arguments.elts) == 3:
            (_, start), (_, end) = (part_of(annotation, part) for part in arguments.elts[1:])
            edit_quoted(module, annotation, (start, end), "replace_name", "", edits)
        return
    edits.rename(module, head, dotted)
    if arguments is not None:
        edits.add(module, returns, "async_generator")
