"""Tables that variables of modules hold, and the functions that await each entry which they call."""

import ast
from collections.abc import Iterator

from tools.ferry.verify.fates.consumers import asks_whether_awaitable
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.texts import text_of
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import Func, Group, Module
from tools.ferry.verify.mocks.awaiting import is_awaited

Table = tuple[File, str]
"""The module of a table, and its name there."""

_GIVING = {"get", "pop", "popleft", "setdefault"}
_WHOLE = {"values", "items", "copy"}
_SAME = {"list", "tuple", "set", "reversed", "iter", "sorted", "dict", "enumerate"}
_LOOKING = {"len", "print", "bool", "id", "isinstance", "callable", "repr", "str", "hasattr", "getattr"}
_SECOND = {"items", "enumerate"}
"""What gives pairs, of which the second part is what the container holds."""
_MOST_STEPS = 10


def place_in_table(eyes: Eyes, file: File, node: ast.expr) -> tuple[Table, int] | None:
    """Return the table in which the container lies that the expression reads, and how deep: 0 is the table itself."""
    match node:
        case ast.Subscript(value=value) | ast.Call(func=ast.Attribute(value=value, attr="get" | "setdefault")):
            place = place_in_table(eyes, file, value)
            return (place[0], place[1] + 1) if place is not None else None
        case ast.Name() | ast.Attribute() if name := _dotted(eyes, file, node):
            table = table_named(eyes, name)
        case _:
            table = table_named(eyes, text_of(eyes, file, node))
    return (table, 0) if table is not None else None


def _dotted(eyes: Eyes, file: File, node: ast.Name | ast.Attribute) -> str:
    if isinstance(node, ast.Attribute):
        modules = [value.name for value in eyes.values(file, node.value) if isinstance(value, Module)]
        return f"{modules[0]}.{node.attr}" if len(modules) == 1 else ""
    scope = file.scope_of(node).binding(node.id)
    imported = [binding.name for binding in scope.names[node.id] if binding.kind == "import"] if scope else []
    if len(imported) == 1:
        return imported[0]
    return f"{file.module}.{node.id}" if scope is not None and scope.node is file.tree else ""


def table_named(eyes: Eyes, name: str, steps: int = _MOST_STEPS) -> Table | None:
    """Return the table with this dotted name, re-exports followed."""
    module, _, last = name.rpartition(".")
    if module not in eyes.tree.modules or not steps:
        return None
    file = eyes.tree.home_of(module, last)
    bindings = file.scopes[file.tree].names.get(last, [])
    imported = [binding.name for binding in bindings if binding.kind == "import"]
    if imported:
        return table_named(eyes, imported[0], steps - 1)
    return (file, last) if any(binding.kind == "value" for binding in bindings) else None


def awaiting_functions(eyes: Eyes, table: Table, depth: int) -> list[Func]:
    """Return the functions that call what lies so deep in the table, and await each such call that they make.

    Not those that ask what they got, hand it on, or go on where it cannot be awaited.
    """
    found: dict[ast.AST, list[bool]] = {}
    homes: dict[ast.AST, File] = {}
    for home, load in _loads(eyes, table, set()):
        for node, is_good in _uses(eyes, home, load, depth, _MOST_STEPS):
            function = home.function_of(node)
            if function is not None:
                homes[function] = home
                found.setdefault(function, []).append(is_good)
    return [Func(homes[f], f) for f, goods in found.items() if all(goods)]  # type: ignore[arg-type]


def _loads(eyes: Eyes, table: Table, seen: set[tuple[str, str]]) -> Iterator[tuple[File, ast.expr]]:
    """Yield the reads of the table: in its module, by imports, also of those that pass it on, and by modules."""
    file, name = table
    seen.add((file.module, name))
    yield from ((file, node) for node in file.loads_of(file.scopes[file.tree], name))
    for other, local in eyes.tree.imports.get(f"{file.module}.{name}", []):
        if (other.module, local) not in seen:
            yield from _loads(eyes, (other, local), seen)
    for home, node in eyes.tree.attribute_loads.get(name, []):
        if eyes.values(home, node.value) == frozenset({Module(file.module)}):
            yield home, node


def _uses(eyes: Eyes, file: File, node: ast.expr, depth: int, steps: int) -> Iterator[tuple[ast.expr, bool]]:
    """Yield what becomes of what lies `depth` below the expression: a call of it, with whether it is awaited."""
    match file.parents.get(node) if steps else None:
        case ast.Subscript(value=value, ctx=ast.Load(), slice=key) as item if value is node and depth:
            yield from _uses(eyes, file, item, depth - (0 if isinstance(key, ast.Slice) else 1), steps - 1)
        case ast.Attribute(attr=attr) as method if depth and attr in _GIVING | _WHOLE:
            if isinstance(call := file.parents.get(method), ast.Call) and call.func is method:
                yield from _uses(eyes, file, call, depth - (1 if attr in _GIVING else 0), steps - 1)
        case ast.Call() | ast.keyword() | ast.Starred() | ast.Return() | ast.Yield():
            yield from _given_away(eyes, file, node, depth, steps)
        case ast.BoolOp() | ast.IfExp() as choice if node is not getattr(choice, "test", None):
            yield from _uses(eyes, file, choice, depth, steps - 1)
        case ast.NamedExpr(target=target) as named:
            yield from _uses(eyes, file, named, depth, steps - 1)
            yield from _of_variable(eyes, file, target, depth, steps)
        case ast.Assign(targets=[ast.Name() as target]):
            yield from _of_variable(eyes, file, target, depth, steps)
        case ast.For(iter=read, target=target) | ast.comprehension(iter=read, target=target) if read is node and depth:
            if (one := _element(eyes, file, node, target)) is not None:
                yield from _of_variable(eyes, file, one, depth - 1, steps)


def _given_away(eyes: Eyes, file: File, node: ast.expr, depth: int, steps: int) -> Iterator[tuple[ast.expr, bool]]:
    """Yield a call of what is there, and what gets it: that may do anything, unless it only looks at it."""
    call = file.parents.get(node)
    if not isinstance(call, ast.Call):
        yield node, False
    elif call.func is node:
        yield from [(call, _is_awaited(eyes, file, call))] if not depth else []
    elif depth and last_name(call.func) in _SAME:
        yield from _uses(eyes, file, call, depth, steps - 1)
    elif asks_whether_awaitable(call) or last_name(call.func) not in _LOOKING:
        yield call, False


def _of_variable(eyes: Eyes, file: File, target: ast.Name, depth: int, steps: int) -> Iterator[tuple[ast.expr, bool]]:
    for read in file.loads_of(file.scope_of(target), target.id):
        yield from _uses(eyes, file, read, depth, steps - 1)


def _element(eyes: Eyes, file: File, read: ast.expr, target: ast.expr) -> ast.Name | None:
    """Return the variable that gets what the container holds: the second of pairs; a mapping alone gives its keys."""
    is_paired = isinstance(read, ast.Call) and last_name(read.func) in _SECOND
    if is_paired and isinstance(target, ast.Tuple) and len(target.elts) == 2:
        target = target.elts[1]
    elif is_paired or any(isinstance(value, Group) and value.keyed for value in eyes.values(file, read)):
        return None
    return target if isinstance(target, ast.Name) else None


def _is_awaited(eyes: Eyes, file: File, call: ast.Call) -> bool:
    function, parent = file.function_of(call), file.parents.get(call)
    if function is None or any(file.expects(call, error) for error in ("TypeError", "Exception")):
        return False
    spread = file.parents.get(parent) if isinstance(parent, ast.ListComp | ast.GeneratorExp) else None
    if isinstance(spread, ast.Starred):
        gathered = file.parents.get(spread)
        return isinstance(gathered, ast.Call) and eyes.paths(file, gathered.func) == {"asyncio.gather"}
    return is_awaited(eyes, Func(file, function), call)
