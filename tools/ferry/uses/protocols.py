"""Methods that a statement calls: `with` enters and leaves an object, `for` iterates over it."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.names import ancestry, descendants, find_method
from tools.ferry.types.values import External, Instance
from tools.ferry.uses.consumption import EAGER, How, Shape, consumption

ASYNC_NAMES = {"__enter__": "__aenter__", "__exit__": "__aexit__", "__iter__": "__aiter__"}
"""The methods that have an async counterpart of another name."""

ASYNC_SPECIAL = frozenset({"__aenter__", "__aexit__", "__aiter__", "__anext__"})

_SILENT_BASES = frozenset({"object", "Generic", "Protocol", "ABC"})
_ENTERING = frozenset({"closing", "enter_context", "push"})
"""Functions that enter what they are given, or leave it, later on."""

_ITERATING = frozenset({"iter", "enumerate", "filter", "map", "next", "reversed", "zip"})

_WRITTEN = ast.List | ast.Tuple | ast.Set | ast.Dict | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp

_READING = frozenset({
    "accumulate", "chain", "cycle", "dropwhile", "extend", "extendleft", "filterfalse", "from_iterable", "fromkeys",
    "groupby", "islice", "pairwise", "product", "reduce", "starmap", "takewhile", "tee", "writelines", "zip_longest",
})  # fmt: skip
"""Functions of `itertools`, and methods of collections and files, that iterate over what they are given."""


def can_change_protocol(project: Project, function: Function) -> bool:
    """Tell whether the method can take its async name: nothing outside the tree can know the class by the old one.

    None of a class, or an heir's, that has a method of the async name already: it serves both ways.
    """
    if function.cls is None or function.short not in ASYNC_NAMES:
        return False
    family = (*ancestry(project.program, function.cls), *descendants(project.program, function.cls))
    if any(ASYNC_NAMES[function.short] in owner.methods for owner in family):
        return False
    if function.short == "__iter__" and not function.is_generator:
        return False
    return all(
        called_name(base.value if isinstance(base, ast.Subscript) else base) in _SILENT_BASES
        or any(called_name(base) == cls.name.rpartition(".")[2] for cls in ancestry(project.program, owner))
        for owner in ancestry(project.program, function.cls)
        for base in owner.node.bases
    )


def statements_calling(project: Project, function: Function) -> Iterator[tuple[Module, ast.expr, How]]:
    """Yield the objects that a statement enters or iterates over by way of `function`."""
    shape: Shape = "iterate" if function.short == "__iter__" else "enter"
    for module in project.program.files.values():
        if project.is_retired(module):
            continue
        for node in (node for kind in _CONSUMING[shape] for node in module.nodes(kind)):
            for value in _consumed(module, node, shape):
                receivers = project.references.inference.of(module, value)
                if any(
                    isinstance(r, Instance) and find_method(project.program, r.cls, function.short) is function
                    for r in receivers
                ):
                    is_known = _ALONE[shape](project, module, value)
                    yield module, value, consumption(module, value, shape) if is_known else "lost"


def async_statements_calling(project: Project, function: Function) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the objects that a statement enters or iterates over asynchronously by way of `function`."""
    for module in project.program.files.values():
        if "async" not in module.text or project.is_retired(module):
            continue
        if function.short in {"__aiter__", "__anext__"}:
            values = [node.iter for node in module.nodes(ast.AsyncFor)]
        else:
            values = [item.context_expr for node in module.nodes(ast.AsyncWith) for item in node.items]
        for value in values:
            classes = [r.cls for r in project.references.inference.of(module, value) if isinstance(r, Instance)]
            if any(find_method(project.program, cls, function.short) is function for cls in classes):
                yield module, value


def _is_entered_whole(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether each branch of what is entered is known, and no library's; `nullcontext()` serves both ways."""
    if isinstance(node, ast.IfExp):
        return all(_is_entered_whole(project, module, part) for part in (node.body, node.orelse))
    found = project.references.inference.of(module, node)
    is_null = isinstance(node, ast.Call) and called_name(node) == "nullcontext"
    return is_null or (bool(found) and not any(isinstance(value, External) for value in found))


def _is_iterated_whole(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether no branch of what is iterated over is a collection that is written there: `session or []`."""
    match node:
        case ast.IfExp(body=body, orelse=orelse):
            parts = [body, orelse]
        case ast.BoolOp(values=values):
            parts = values
        case ast.NamedExpr(value=value):
            parts = [value]
        case ast.Name(id=name):
            function = project.program.binder(module, node)
            bound = function.assigned.get(name, []) if function is not None else []
            parts = [value for _, value, how in bound if value is not None and how == "value"]
            return not any(isinstance(part, _WRITTEN | ast.IfExp | ast.BoolOp) for part in parts)
        case _:
            return not isinstance(node, _WRITTEN)
    return all(_is_iterated_whole(project, module, part) for part in parts)


def closings(project: Project, function: Function) -> Iterator[tuple[Module, ast.Call]]:
    """Yield the calls of `contextlib.closing` that call `function`, a `close`, at the end of their block."""
    for module, name in project.program.loads.get("closing", []) if function.short == "close" else ():
        call = module.parents[name]
        if isinstance(call, ast.Call) and call.func is name and call.args and not project.is_retired(module):
            given = project.references.inference.of(module, call.args[0])
            objects = [value.cls for value in given if isinstance(value, Instance)]
            if any(find_method(project.program, cls, "close") is function for cls in objects):
                yield module, call


_ALONE = {"enter": _is_entered_whole, "iterate": _is_iterated_whole}
"""Whether all that the code enters, or iterates over, becomes async with the method."""

_CONSUMING: dict[Shape, tuple[type[ast.AST], ...]] = {
    "enter": (ast.With, ast.Call),
    "iterate": (ast.For, ast.comprehension, ast.Call, ast.YieldFrom, ast.Starred, ast.Assign, ast.Compare),
}


def _consumed(module: Module, node: ast.AST, shape: Shape) -> Iterator[ast.expr]:
    """Yield what the statement or call iterates over, or enters: not what `closing` gets, and only closes."""
    match node:
        case ast.With() if shape == "enter":
            yield from (item.context_expr for item in node.items if not _only_closes(module, item.context_expr))
        case ast.For() | ast.comprehension() if shape == "iterate":
            yield node.iter
        case ast.Call() if shape == "enter" and node.args and called_name(node.func) in _ENTERING:
            if not any(_only_closes(module, part) for part in (node, node.args[0])):
                yield node.args[0]
        case ast.Call() if shape == "iterate" and _iterates(node.func):
            yield from (argument for argument in node.args if not isinstance(argument, ast.Starred))
        case ast.YieldFrom() | ast.Starred() if shape == "iterate":
            yield node.value
        case ast.Assign() if shape == "iterate" and isinstance(node.targets[0], ast.Tuple | ast.List):
            yield node.value
        case ast.Compare() if shape == "iterate" and isinstance(node.ops[-1], ast.In | ast.NotIn):
            yield node.comparators[-1]


def _iterates(func: ast.expr) -> bool:
    name = called_name(func)
    return name in _READING or (name in EAGER | _ITERATING and _is_builtin(func))


def _is_builtin(func: ast.expr) -> bool:
    """Tell whether the callee is one of Python's own functions, or of its texts: not `current.set(walk)`."""
    is_named = isinstance(func, ast.Attribute) and isinstance(func.value, ast.Name) and func.value.id == "builtins"
    return isinstance(func, ast.Name) or is_named or called_name(func) == "join"


def _only_closes(module: Module, node: ast.expr) -> bool:
    """Tell whether this is `closing(x)`, entered where it is made: by a statement, or by an `ExitStack`."""
    parent = module.parents[node]
    by_stack = isinstance(parent, ast.Call) and called_name(parent) == "enter_context"
    is_entered = by_stack or isinstance(parent, ast.withitem)
    return is_entered and isinstance(node, ast.Call) and called_name(node) == "closing"
