"""What code puts into a table of a module, one by one: `HANDLERS[name] = function`, `LISTENERS.append(function)`."""

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tools.ferry.verify.inference.passing import registered_by
from tools.ferry.verify.inference.scopes import FunctionDef, Scope, parameters
from tools.ferry.verify.inference.tree import File, last_name
from tools.ferry.verify.inference.values import EMPTY, Func, Group, Values

if TYPE_CHECKING:
    from tools.ferry.verify.inference.eyes import Eyes

_READING = {"items", "values", "keys", "get", "pop", "copy", "clear", "remove", "index", "count"}
_PUTTING = {"append": 0, "add": 0, "setdefault": 1}
_ASKING = {"len", "sorted", "list", "tuple", "set", "dict", "iter", "enumerate", "print", "bool", "str", "repr"}


def filled(eyes: "Eyes", file: File, scope: Scope, name: str, found: Values) -> Values:
    """Return what the variable can hold, with the functions that are put into it later.

    Only where all that is ever put there is functions of the tree: anything else leaves the answer as it is.
    """
    table = next(iter(found), None)
    known = isinstance(table, Group) and len(found) == 1 and table.items is None
    if not known or not isinstance(table, Group) or not isinstance(scope.node, ast.Module):
        return found
    if not all(isinstance(value, Func) for value in table.values):
        return found
    put: Values = EMPTY
    for home, value in _put(eyes, file, scope, name):
        given = _given(eyes, home, value) if value is not None else EMPTY
        if not given or not all(isinstance(one, Func) for one in given):
            return found
        put |= given
    return frozenset({Group(table.values | put, keyed=table.keyed)}) if put else found


def _given(eyes: "Eyes", home: File, value: ast.expr) -> Values:
    """Return what is put into the table: of the parameter of a decorator what that registers."""
    scope = home.scope_of(value).binding(value.id) if isinstance(value, ast.Name) else None
    decorator = scope.node if scope is not None and isinstance(scope.node, FunctionDef) else None
    if decorator is not None and isinstance(value, ast.Name) and value.id in {a.arg for a in parameters(decorator)}:
        return frozenset(registered_by(eyes, Func(home, decorator))) or eyes.values(home, value)
    return eyes.values(home, value)


def _put(eyes: "Eyes", file: File, scope: Scope, name: str) -> Iterator[tuple[File, ast.expr | None]]:
    """Yield what is put into the table; None where something happens to it that nobody follows."""
    for home, node in _loads(eyes, file, scope, name):
        parent = home.parents[node]
        above = home.parents.get(parent)
        match parent:
            case ast.Subscript(value=value) if value is node:
                if isinstance(parent.ctx, ast.Store):
                    yield home, above.value if isinstance(above, ast.Assign) else None
            case ast.Attribute(attr=attr) if attr in _READING:
                continue
            case ast.Attribute(attr=attr) if attr in _PUTTING and isinstance(above, ast.Call):
                position = _PUTTING[attr]
                yield home, above.args[position] if position < len(above.args) else None
            case ast.For() | ast.comprehension() | ast.Compare() | ast.Expr():
                continue
            case ast.Call() if node in parent.args and last_name(parent.func) in _ASKING:
                continue
            case _:
                yield home, None


def _loads(eyes: "Eyes", file: File, scope: Scope, name: str) -> Iterator[tuple[File, ast.expr]]:
    """Yield the reads of the variable: in its module, by imports, and of any attribute of that name."""
    yield from ((file, node) for node in file.loads_of(scope, name))
    for other, local in eyes.tree.imports.get(f"{file.module}.{name}", []):
        yield from ((other, node) for node in other.reads if node.id == local)
    yield from eyes.tree.attribute_loads.get(name, [])
