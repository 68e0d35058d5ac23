"""Annotations of what holds a function that becomes async: the callables there promise an awaitable from then on.

A function is followed through variables, parameters and results; `Callable[[A], T]` on the way, also behind an alias
or in quotes, becomes `Callable[[A], Awaitable[T]]`. Where what is called may be another function, one that stays
synchronous, the call awaits what can be awaited, and it becomes `Callable[[A], T | Awaitable[T]]`. `object` as the
result allows both already: it becomes `Awaitable[object]` where all that is called is async, or the `await` there would
be of an `object`. `Any` stays: it can be awaited, and says that nobody promises a thing.
"""

import ast
from collections.abc import Iterator

from tools.ferry.calls.graph import Edge, Graph
from tools.ferry.edits.annotated_holders import annotations_of
from tools.ferry.edits.edit_set import EditSet
from tools.ferry.edits.quoted import edit_quoted, part_of
from tools.ferry.functions.decorators import wrapped_name
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.annotations import parse_quoted
from tools.ferry.types.flow import decorated_by, returned_inner
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.values import FunctionRef

_WIDE = frozenset({"Awaitable", "Coroutine", "Any"})
_TABLES = frozenset({"dict", "Dict", "Mapping", "MutableMapping", "defaultdict"})
_UNIONS = frozenset({"Union", "Optional"})

Mixed = bool | None
"""Whether what a holder holds may be called and not be awaited; nothing where no call of it is seen."""
Annotations = Iterator[tuple[Module, ast.expr, Mixed]]
"""Annotations of holders, with that."""


def promise_awaitables(graph: Graph, functions: set[Function], edits: EditSet) -> None:
    """Let the annotations that hold `functions`, and the aliases they name, promise what can be awaited."""
    found: dict[ast.expr, tuple[Module, set[Mixed]]] = {}
    for function in sorted(functions, key=lambda f: (f.name, f.module.file)):
        if graph.shape(function) == "await":
            for module, annotation, mixed in _holders(graph, function, functions):
                for owner, text in _spelled_out(graph, module, annotation):
                    found.setdefault(text, (owner, set()))[1].add(mixed)
    for annotation, (module, ways) in found.items():
        _promise(module, annotation, True if True in ways else None if None in ways else False, edits)


def awaitable_parameter(graph: Graph, module: Module, callee: ast.expr, edits: EditSet) -> None:
    """Let the annotation of a parameter through which an async method is called promise an awaitable."""
    for owner, annotation in annotations_of(graph, module, callee):
        for place, text in _spelled_out(graph, owner, annotation):
            _promise(place, text, False, edits)


def _holders(graph: Graph, function: Function, functions: set[Function]) -> Annotations:
    """Yield the annotations of the variables, parameters and results that hold `function`."""
    edges = graph.edges_to(function)
    indirect = [edge for edge in edges if edge.how == "call" and graph.is_indirect(edge)]
    mixed = {
        edge: isinstance(edge.node, ast.Call) and graph.callees.runs_besides(edge.module, edge.node, functions)
        for edge in indirect
    }
    for edge, either in mixed.items():
        if isinstance(edge.node, ast.Call):
            for module, annotation in annotations_of(graph, edge.module, edge.node.func):
                yield module, annotation, either
    yield from _of_decorators(graph, function, functions)
    for edge in edges:
        if edge.how in {"table", "passed"}:
            reached = {place for _, place in graph.handed_out.places(edge.module, edge.node)}
            here = [either for e, either in mixed.items() if isinstance(e.node, ast.Call) and e.node.func in reached]
            for module, annotation in _on_the_way(graph, edge):
                yield module, annotation, any(here or mixed.values()) or (False if here else None)


def _on_the_way(graph: Graph, edge: Edge) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the annotations of what the value of the reference comes to."""
    for module, place in graph.handed_out.places(edge.module, edge.node):
        yield from annotations_of(graph, module, place)
        for parent in graph.project.program.ancestors(module, place):
            if isinstance(parent, ast.AnnAssign):
                yield module, parent.annotation
            if isinstance(parent, ast.Return) and parent.value is place:
                owner = graph.project.owner(module, place)
                if owner is not None and isinstance(owner.node, ast.FunctionDef | ast.AsyncFunctionDef):
                    yield from ((module, owner.node.returns),) if owner.node.returns is not None else ()
            if isinstance(parent, ast.stmt | ast.Call | ast.Lambda):
                break


def _of_decorators(graph: Graph, function: Function, functions: set[Function]) -> Annotations:
    """Yield what decorators that keep the function say of it: their parameter, and their result."""
    inference = graph.project.references.inference
    for decorator in function.decorators:
        for value in inference.of(function.module, decorator):
            keeper = value.function if isinstance(value, FunctionRef) else None
            if keeper is None or isinstance(keeper.node, ast.Lambda) or returned_inner(keeper):
                continue
            others = (one for one in decorated_by(inference, keeper) if isinstance(one, Function))
            mixed = any(not other.is_async and other not in functions for other in others)
            given = [param.annotation for param in keeper.params if param.arg == wrapped_name(keeper)]
            for annotation in (*given, keeper.node.returns):
                if annotation is not None:
                    yield keeper.module, annotation, mixed


def _spelled_out(graph: Graph, module: Module, annotation: ast.expr) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the annotation, and what the aliases in it stand for; each may be in quotes."""
    yield module, annotation
    for node in ast.walk(parse_quoted(annotation)):
        if isinstance(node, ast.Name | ast.Attribute):
            definition = resolve_expression(graph.project.program, module, node)
            if isinstance(definition, tuple):
                owner, name = definition
                yield from ((owner, value) for _, value in owner.assigned[name] if value is not None)


def _promise(module: Module, annotation: ast.expr, mixed: Mixed, edits: EditSet) -> None:
    """Let each `Callable[…, T]` in the annotation return an awaitable."""
    parsed = parse_quoted(annotation)
    results = [result for result in _results(parsed) if not _is_wide(result, mixed)]
    if not results:
        return
    forms = {result: _form(module, result) if mixed else "" for result in results}
    if parsed is annotation:
        for result, form in forms.items():
            if form or not edits.has(module, result, "awaitable"):  # the wider of two forms
                edits.discard(module, result, "awaitable")
                edits.add(module, result, "awaitable", form)
    elif isinstance(annotation, ast.Constant):
        for result, form in forms.items():
            edit_quoted(module, annotation, part_of(annotation, result), "awaitable", form, edits)
    origin = module.imports.get("Callable", "collections.abc.Callable").rpartition(".")[0]
    edits.of(module).needs |= {f"{origin}.Awaitable", *(["typing.Union"] if "Union" in forms.values() else [])}


def _results(annotation: ast.expr) -> Iterator[ast.expr]:
    """Yield the `T` of each `Callable[…, T]` that the annotation holds; the keys of a table are not called there."""
    if isinstance(annotation, ast.Subscript):
        parts = annotation.slice.elts if isinstance(annotation.slice, ast.Tuple) else [annotation.slice]
        name = called_name(annotation.value)
        if name == "Callable":
            yield from parts[1:2]
        else:
            for part in parts[-1:] if name in _TABLES else parts:
                yield from _results(part)
    elif isinstance(annotation, ast.BinOp):
        yield from _results(annotation.left)
        yield from _results(annotation.right)


def _is_wide(result: ast.expr, mixed: Mixed) -> bool:
    """Tell whether the result can be an awaitable already, and what is awaited there need not be one."""
    parts = [parse_quoted(result)]
    for part in parts:
        if isinstance(part, ast.BinOp):
            parts += (part.left, part.right)
        elif isinstance(part, ast.Subscript) and called_name(part.value) in _UNIONS:
            parts += part.slice.elts if isinstance(part.slice, ast.Tuple) else [part.slice]
    names = {called_name(part.value if isinstance(part, ast.Subscript) else part) for part in parts}
    return not names.isdisjoint(_WIDE) or (mixed is not False and "object" in names)


def _form(module: Module, result: ast.expr) -> str:
    """Return how the module writes that something is one of two."""
    is_union = isinstance(result, ast.Subscript) and called_name(result.value) in _UNIONS
    return "Union" if is_union or "Union" in module.imports else "|"
