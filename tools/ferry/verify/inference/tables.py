"""What code puts into a table, one by one: `HANDLERS[name] = function`, `self.listeners[event].append(function)`."""

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tools.ferry.verify.inference.passing import registered_by
from tools.ferry.verify.inference.scopes import Binding, FunctionDef, Scope, parameters
from tools.ferry.verify.inference.tree import ClassInfo, File, last_name
from tools.ferry.verify.inference.values import EMPTY, NONE, UNKNOWN, External, Func, Group, Instance, Value, Values

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes

_READING = {"items", "values", "keys", "get", "pop", "copy", "clear", "remove", "index", "count"}
_PUTTING = {"append": 0, "add": 0, "setdefault": 1}
_GIVING = {"get", "pop", "setdefault"}
_ASKING = {"len", "sorted", "list", "tuple", "set", "dict", "iter", "enumerate", "print", "bool", "str", "repr"}
_BY_DEFAULT: Values = frozenset({External("collections.defaultdict()")})

Put = tuple[File, ast.expr | None, int]
"""What is put into a table, None where nobody follows what happens, and the depth: 2 is in a container in the table."""


def leaves_open(typed: Values) -> bool:
    """Tell whether an annotation says of a table only what any function may be: `dict[str, Callable[..., object]]`."""
    groups = [value for value in typed if isinstance(value, Group) and value.items is None]
    inner = EMPTY.union(*(group.values for group in groups))
    return bool(groups) and len(groups) == len(typed) and (inner == UNKNOWN or leaves_open(inner))


def functions_of(eyes: "Eyes", file: File, scope: Scope, name: str, found: Values) -> Values:
    """Return what the variable of a module can hold, with the functions that are put into it later.

    Only where all that is ever put there is functions of the tree: nothing where it may be anything else.
    """
    table = _table(scope.names[name], found) if isinstance(scope.node, ast.Module) else None
    return _with(eyes, table, _put(_loads(eyes, file, scope, name), 1)) if table is not None else EMPTY


def functions_of_attribute(eyes: "Eyes", cls: ClassInfo, name: str, found: Values) -> Values:
    """Return the same of an attribute that objects of the class have, which nothing else gives to them."""
    table = _table(cls.attributes[name], found)
    if table is None or any(name in heir.attributes for heir in eyes.classes.descendants(cls)):
        return EMPTY
    own: Values = frozenset({Instance(cls)})
    for home, node in eyes.tree.attribute_stores.get(name, []):
        is_self = isinstance(node.value, ast.Name) and node.value.id in {"self", "cls"}
        if not is_self and not eyes.classes.are_unrelated(own, eyes.values(home, node.value)):
            return EMPTY
    loads = eyes.tree.attribute_loads.get(name, [])
    puts = (
        put for home, node in loads for put in _put([(home, node)], 1)
        if not eyes.classes.are_unrelated(own, eyes.values(home, node.value))
    )  # fmt: skip
    return _with(eyes, table, puts)


def _table(bindings: list[Binding], found: Values) -> Group | None:
    """Return the one container that the values are, if nothing but functions, or containers, is in it so far."""
    match [binding for binding in bindings if binding.kind != "annotation"]:
        case [Binding(kind="value", value=ast.Call(args=[ast.Name(id="list" | "set")]))] if found == _BY_DEFAULT:
            return Group(frozenset({Group(EMPTY)}), keyed=True)
    table = next(iter(found), None)
    is_one = isinstance(table, Group) and len(found) == 1 and table.items is None
    return table if isinstance(table, Group) and is_one and all(map(_is_part, table.values)) else None


def _is_part(value: Value) -> bool:
    return isinstance(value, Func) or (isinstance(value, Group) and value.items is None)


def _with(eyes: "Eyes", table: Group, puts: Iterable[Put]) -> Values:
    """Return the table with what is put into it, or into the containers in it; nothing where that is unknown."""
    parts, inner, is_open = set(table.values), set[Value](), False
    for home, value, depth in puts:
        given = _given(eyes, home, value) if value is not None else EMPTY
        if given and given <= NONE:
            continue  # a parameter that no call gives: the code asks for that before
        if depth == 1 and not (given and all(map(_is_part, given))):
            return EMPTY
        is_open = is_open or not given
        (parts if depth == 1 else inner).update(given)
    groups = [part for part in parts if isinstance(part, Group)]
    if not groups:
        return frozenset({Group(frozenset(parts), keyed=table.keyed)}) if parts and not inner else EMPTY
    inner.update(*(group.values for group in groups))
    is_known = len(groups) == len(parts) and not is_open and len({group.keyed for group in groups}) == 1
    if not is_known or not inner or not all(isinstance(one, Func) for one in inner):
        return EMPTY
    return frozenset({Group(frozenset({Group(frozenset(inner), keyed=groups[0].keyed)}), keyed=table.keyed)})


def _given(eyes: "Eyes", home: File, value: ast.expr) -> Values:
    """Return what is put into the table: of the parameter of a decorator what that registers."""
    scope = home.scope_of(value).binding(value.id) if isinstance(value, ast.Name) else None
    decorator = scope.node if scope is not None and isinstance(scope.node, FunctionDef) else None
    if decorator is not None and isinstance(value, ast.Name) and value.id in {a.arg for a in parameters(decorator)}:
        return frozenset(registered_by(eyes, Func(home, decorator))) or eyes.values(home, value)
    return eyes.values(home, value)


def _put(loads: Iterable[tuple[File, ast.expr]], depth: int) -> Iterator[Put]:
    """Yield what is put into the table that is read, or at depth 2 into what it holds."""
    for home, node in loads:
        parent = home.parents[node]
        above = home.parents.get(parent)
        held: ast.AST | None = None
        match parent:
            case ast.Subscript(value=value, ctx=ast.Load()) if value is node:
                held = parent
            case ast.Subscript(value=value) if value is node:
                if isinstance(parent.ctx, ast.Store):
                    yield home, above.value if isinstance(above, ast.Assign) else None, depth
            case ast.Attribute(attr=attr) if attr in _READING:
                held = above if attr in _GIVING else None
            case ast.Attribute(attr=attr) if attr in _PUTTING and isinstance(above, ast.Call):
                position = _PUTTING[attr]
                yield home, above.args[position] if position < len(above.args) else None, depth
                held = above if attr in _GIVING else None
            case ast.For() | ast.comprehension() | ast.Compare() | ast.Expr():
                continue
            case ast.Call() if node in parent.args and last_name(parent.func) in _ASKING:
                continue
            case _:
                yield home, None, depth
        if depth == 1 and isinstance(held, ast.Subscript | ast.Call):
            yield from _put([(home, held)], depth + 1)


def _loads(eyes: "Eyes", file: File, scope: Scope, name: str) -> Iterator[tuple[File, ast.expr]]:
    """Yield the reads of the variable: in its module, by imports, and of any attribute of that name."""
    yield from ((file, node) for node in file.loads_of(scope, name))
    for other, local in eyes.tree.imports.get(f"{file.module}.{name}", []):
        yield from ((other, node) for node in other.reads if node.id == local)
    yield from eyes.tree.attribute_loads.get(name, [])
