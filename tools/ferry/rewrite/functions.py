"""The edits of a function that becomes async: its `def`, its decorators, its annotation, and tables that hold it."""

import ast
from collections.abc import Iterable, Iterator

from tools.ferry.plan.cases import is_case
from tools.ferry.plan.decorators import has_twin, wrapped_name, wrappers_of
from tools.ferry.plan.graph import Graph
from tools.ferry.plan.project import Project
from tools.ferry.plan.protocols import ASYNC_NAMES
from tools.ferry.rewrite.async_cases import become_async_case
from tools.ferry.rewrite.edits import EditSet
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.annotations import parse_quoted
from tools.ferry.types.fixtures import collected_in, is_fixture
from tools.ferry.types.names import resolve_expression

_ITERATORS = {"Iterator": "AsyncIterator", "Iterable": "AsyncIterable", "Generator": "AsyncGenerator"}


def become_async(graph: Graph, function: Function, edits: EditSet) -> None:
    """Add the edits that turn `function` into an async one, with what pytest and its holders need."""
    node = function.node
    if isinstance(node, ast.Lambda):
        _awaitable_holders(graph, function, edits)
        return
    module = function.module
    if function.cls is not None and is_case(graph.project, function.cls):
        become_async_case(graph.project, function, edits)
    marked = bool(collected_in(graph.project.program, function)) and not _has_marker(graph.project, function)
    edits.add(module, node, "async_def", "marked" if marked else "")
    if marked:
        edits.of(module).needs.add("pytest")
    if is_fixture(function):
        for decorator in function.decorators:
            if called_name(decorator) == "fixture":
                name = decorator.func if isinstance(decorator, ast.Call) else decorator
                edits.add(module, name, "replace_name", "pytest_asyncio.fixture")
                edits.of(module).needs.add("pytest_asyncio")
                edits.of(module).drops.add("pytest")
    if function.is_generator and node.returns is not None:
        _async_iterator(module, node.returns, edits)
    for decorator in function.decorators:
        if called_name(decorator) == "contextmanager" and not isinstance(decorator, ast.Call):
            edits.rename(module, decorator, "contextlib.asynccontextmanager")
    if function.short in ASYNC_NAMES and function.cls is not None:
        edits.add(module, node, "rename_definition", ASYNC_NAMES[function.short])
    for wrapper in wrappers_of(graph.project, function):
        _twin_wrapper(wrapper, edits)
    _awaitable_holders(graph, function, edits)


def _twin_wrapper(wrapper: Function, edits: EditSet) -> None:
    """Let the decorator return an async wrapper for async functions."""
    decorator = wrapper.outer
    if decorator is None or isinstance(wrapper.node, ast.Lambda) or has_twin(decorator):
        return
    edits.add(wrapper.module, wrapper.node, "twin_wrapper", wrapped_name(decorator) or "")
    edits.of(wrapper.module).needs.add("inspect")


def _has_marker(project: Project, function: Function) -> bool:
    if function.cls is not None and is_case(project, function.cls):
        return True
    node = function.module.parents.get(function.node)
    owners = [*function.decorators, *(node.decorator_list if isinstance(node, ast.ClassDef) else [])]
    for_all = [value for _, value in function.module.assigned.get("pytestmark", []) if value is not None]
    return any("asyncio" in ast.unparse(mark) for mark in (*owners, *for_all))


def _async_iterator(module: Module, returns: ast.expr, edits: EditSet) -> None:
    head = returns.value if isinstance(returns, ast.Subscript) else returns
    name = called_name(head)
    if name not in _ITERATORS or not isinstance(head, ast.Name):
        return
    origin = module.imports.get(name, "collections.abc.").rpartition(".")[0]
    edits.rename(module, head, f"{origin}.{_ITERATORS[name]}")
    if name == "Generator" and isinstance(returns, ast.Subscript):
        edits.add(module, returns, "async_generator")


def _callable_annotations(graph: Graph, function: Function) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the annotations of the variables and parameters that hold `function`."""
    for edge in graph.edges_to(function):
        if edge.how != "table":
            continue
        for parent in graph.project.program.ancestors(edge.module, edge.node):
            if isinstance(parent, ast.AnnAssign):
                yield edge.module, parent.annotation
            if isinstance(parent, ast.stmt):
                break
    for module, call in graph.calls_through_variables(function):
        yield from _annotation_of(graph, module, call.func)


def _annotation_of(graph: Graph, module: Module, callee: ast.expr) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the annotation of the parameter that is called."""
    holder = graph.project.owner(module, callee)
    while isinstance(callee, ast.Name) and holder is not None:
        for param in holder.params:
            if param.arg == callee.id and param.annotation is not None:
                yield module, param.annotation
        holder = None if holder.binds(callee.id) else holder.outer


def _awaitable(module: Module, annotation: ast.expr, edits: EditSet) -> None:
    """Let a `Callable[…, T]` in the annotation, or behind an alias in it, return `Awaitable[T]`."""
    for node in ast.walk(parse_quoted(annotation)):
        if isinstance(node, ast.Subscript) and called_name(node.value) == "Callable":
            _awaitable_result(module, node, edits)


def _awaitable_holders(graph: Graph, function: Function, edits: EditSet) -> None:
    """Let the annotations that hold `function`, and the aliases they name, promise an awaitable."""
    _promise_awaitable(graph, _callable_annotations(graph, function), edits)


def awaitable_parameter(graph: Graph, module: Module, callee: ast.expr, edits: EditSet) -> None:
    """Let the annotation of a parameter through which an async method is called promise an awaitable."""
    _promise_awaitable(graph, _annotation_of(graph, module, callee), edits)


def _promise_awaitable(graph: Graph, annotations: Iterable[tuple[Module, ast.expr]], edits: EditSet) -> None:
    for module, annotation in annotations:
        _awaitable(module, annotation, edits)
        for node in ast.walk(annotation):
            if isinstance(node, ast.Name | ast.Attribute):
                definition = resolve_expression(graph.project.program, module, node)
                for _, value in definition[0].assigned[definition[1]] if isinstance(definition, tuple) else []:
                    if value is not None and isinstance(definition, tuple):
                        _awaitable(definition[0], value, edits)


def _awaitable_result(module: Module, node: ast.Subscript, edits: EditSet) -> None:
    if not isinstance(node.slice, ast.Tuple) or len(node.slice.elts) != 2:
        return
    result = node.slice.elts[1]
    if isinstance(result, ast.Subscript) and called_name(result.value) in {"Awaitable", "Coroutine"}:
        return
    edits.add(module, result, "awaitable")
    origin = module.imports.get("Callable", "collections.abc.Callable").rpartition(".")[0]
    edits.of(module).needs.add(f"{origin}.Awaitable")
