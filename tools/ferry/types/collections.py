"""Collections: what is put inside after they are made, and what comes second in the pairs that they give."""

from __future__ import annotations

import ast
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.names import ancestry, resolve_expression
from tools.ferry.types.values import NOTHING, ClassRef, Collection, Instance, Values

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference

SAME_FUNCTIONS = frozenset({"list", "tuple", "set", "sorted", "reversed", "iter", "dict", "frozenset", "deque"})
"""Functions that give a collection of the same elements."""

ENTERED = frozenset({"closing", "nullcontext"})
"""Functions that make a context manager of what they get, which `with` gives."""

ELEMENT_METHODS = frozenset({"get", "pop", "setdefault", "popleft"})
SAME_METHODS = frozenset({"values", "copy", "items"})
ADDING_METHODS = frozenset({"append", "appendleft", "add", "insert", "setdefault", "extend"})
MAKERS = frozenset({"dict", "list", "set", "deque", "defaultdict", "OrderedDict", "WeakValueDictionary", "WeakSet"})
_FACTORIES = frozenset({"default_factory", "factory"})
"""Under these names a field is told what makes its first value."""

_PAIRS = ast.List | ast.Tuple | ast.ListComp | ast.GeneratorExp
"""What `update` gets, where it is no mapping."""
_INSIDE = ast.Attribute | ast.Subscript
"""What asks something of what is in a collection: `table[key].append`, `table[key][0]`."""


def named_items(node: ast.AST) -> list[ast.expr]:
    """Return the values of `dict(layer=layer, size=1)`."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != "dict":
        return []
    return [keyword.value for keyword in node.keywords if keyword.arg]


def paired(node: ast.expr) -> ast.expr | None:
    """Return `x` of `x.items()`, sorted or not, and `enumerate(x)`: its elements come second in the pairs."""
    while isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.args:
        if node.func.id == "enumerate":
            return node.args[0]
        if node.func.id not in SAME_FUNCTIONS:
            return None
        node = node.args[0]
    is_items = isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "items"
    return node.func.value if is_items else None  # type: ignore[attr-defined]


def zipped(node: ast.expr, how: str) -> ast.expr | None:
    """Return that argument of `zip` whose elements a loop binds; `how` is as `Function.assigned` tells it."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Name) or node.func.id != "zip":
        return None
    position = how.removeprefix("item:").removesuffix(":element")
    given = node.args[: int(position) + 1] if position.isdigit() else []
    spread = any(isinstance(argument, ast.Starred) for argument in given)
    return given[-1] if position.isdigit() and len(given) > int(position) and not spread else None


def bound_as(module: Module, value: ast.expr, name: str) -> str:
    """Return how a module's variable gets the value, as `Function.assigned` tells it: an element, an item of one."""
    parent = module.parents[value]
    if isinstance(parent, ast.withitem):
        return "enter"
    if isinstance(parent, ast.ExceptHandler):
        return "caught"
    if not isinstance(parent, ast.For | ast.AsyncFor | ast.comprehension) or parent.iter is not value:
        return "value"
    parts = parent.target.elts if isinstance(parent.target, ast.Tuple | ast.List) else []
    position = next((n for n, part in enumerate(parts) if getattr(part, "id", "") == name), None)
    return "element" if position is None else f"item:{position}:element"


def tuple_items(node: ast.expr, position: int) -> list[ast.expr]:
    """Return the items at `position` of the tuple that `node` is, or of those of the table from which it takes one."""
    if isinstance(node, ast.Subscript) and isinstance(node.value, ast.Dict):
        return [item for row in node.value.values for item in tuple_items(row, position)]
    return node.elts[position : position + 1] if isinstance(node, ast.Tuple) else []


Put = tuple[Module, ast.expr, str]
"""What is put into a collection, and how: as `one` value, as `several`, or as one `inside` a collection in it.

As `pairs` come several, each with its key.
"""


def puts_into(inference: Inference, module: Module, table: ast.expr) -> Iterator[Put]:
    """Yield what is put into the collection that a variable, or an attribute, holds."""
    function = inference.program.binder(module, table) if isinstance(table, ast.Name) else None
    if function is not None and isinstance(table, ast.Name):
        yield from puts_into_local(inference, function, table.id)
    elif isinstance(kept := resolve_expression(inference.program, module, table), tuple):
        yield from puts_into_variable(inference, kept)
    elif isinstance(table, ast.Attribute):
        owners = [v.cls for v in inference.of(module, table.value) if isinstance(v, Instance | ClassRef)]
        for cls in dict.fromkeys(base for owner in owners for base in ancestry(inference.program, owner)):
            yield from puts_into_attribute(inference, cls, table.attr)


def put_into_variable(inference: Inference, variable: tuple[Module, str]) -> Values:
    """Return the collection of what is put into a module's variable: `TABLE[name] = function`."""
    return _gathered(inference, puts_into_variable(inference, variable))


def puts_into_variable(inference: Inference, variable: tuple[Module, str]) -> Iterator[Put]:
    """Yield what any module puts into a module's variable."""
    for module, node in _places(inference, variable[1]):
        if resolve_expression(inference.program, module, node) == variable:
            yield from _added(module, node)


def put_into_local(inference: Inference, function: Function, name: str) -> Values:
    """Return the collection of what is put into a variable of `function` that holds an empty one at first."""
    return _gathered(inference, puts_into_local(inference, function, name))


def puts_into_local(inference: Inference, function: Function, name: str) -> Iterable[Put]:
    """Return what is put into a variable of `function` that holds an empty collection at first."""
    module = function.module
    if not any(is_made(value) for _, value, _ in function.assigned.get(name, [])):
        return ()
    nodes = [n for n in inference.program.loads.within(module, name) if isinstance(n, ast.Name)]
    own = [n for n in nodes if inference.program.enclosing(module, n) is function]
    return (put for node in own for put in _added(module, node))


def put_into_attribute(inference: Inference, cls: Class, name: str) -> Values:
    """Return the collection of what is put into an attribute of `cls` that holds an empty one at first."""
    return _gathered(inference, puts_into_attribute(inference, cls, name))


def puts_into_attribute(inference: Inference, cls: Class, name: str) -> Iterator[Put]:
    """Yield what is put into an attribute of `cls` that holds an empty collection at first."""
    if not any(is_made(value) for _, value, _ in cls.assigned.get(name, [])):
        return
    for module, node in _places(inference, name):
        owners = inference.of(module, node.value) if isinstance(node, ast.Attribute) else NOTHING
        if any(isinstance(v, Instance | ClassRef) and cls in ancestry(inference.program, v.cls) for v in owners):
            yield from _added(module, node)


def _places(inference: Inference, name: str) -> list[tuple[Module, ast.Name | ast.Attribute]]:
    """Return where something is put into what has the name; kept, as many ask."""
    if name not in inference.put_into:
        inference.put_into[name] = [p for p in inference.program.loads.get(name, []) if _added(*p)]
    return inference.put_into[name]


def is_made(value: ast.expr | None) -> bool:
    """Tell whether the value is a collection, or makes one for a field: `field(default_factory=list)`."""
    if isinstance(value, ast.Call):
        factories = [keyword.value for keyword in value.keywords if keyword.arg in _FACTORIES]
        return called_name(value) in MAKERS or any(_makes_collection(factory) for factory in factories)
    return isinstance(value, ast.Dict | ast.List | ast.Set)


def _makes_collection(factory: ast.expr) -> bool:
    return is_made(factory.body) if isinstance(factory, ast.Lambda) else called_name(factory) in MAKERS


def _gathered(inference: Inference, puts: Iterable[Put]) -> Values:
    found = NOTHING
    for module, value, how in puts:
        given = inference.of(module, value)
        for _ in range({"several": 1, "pairs": 2}.get(how, 0)):
            given = frozenset(e for v in given if isinstance(v, Collection) for e in v.elements)
        found |= frozenset({Collection(given)}) if how == "inside" and given else given
    return frozenset({Collection(found)}) if found else NOTHING


def _added(module: Module, node: ast.Name | ast.Attribute | ast.Subscript) -> list[Put]:
    """Return what the place puts into the collection that `node` reads.

    `inside` a collection in it come `node[key].append(x)`, `node[key][0] = x` and `node.setdefault(key, []).append(x)`.
    """
    parent = module.parents.get(node)
    above = module.parents.get(parent) if parent is not None else None
    how = "one"
    if isinstance(parent, ast.AugAssign):
        return [(module, parent.value, "several")] if parent.target is node else []
    if isinstance(parent, ast.Attribute) and parent.attr in {"setdefault", "get"} and isinstance(above, ast.Call):
        inner = module.parents.get(above)
        if isinstance(inner, ast.Attribute) and above.func is parent:
            parent, above, how = inner, module.parents.get(inner), "inside"
    elif isinstance(parent, ast.Subscript) and parent.value is node and isinstance(above, _INSIDE):
        node, parent, above, how = parent, above, module.parents.get(above), "inside"
    if isinstance(parent, ast.Subscript) and parent.value is node and isinstance(parent.ctx, ast.Store):
        if isinstance(parent.slice, ast.Slice):
            how = "one" if how == "inside" else "several"
        return [(module, above.value, how)] if isinstance(above, ast.Assign | ast.AugAssign) else []
    if not isinstance(parent, ast.Attribute) or not isinstance(above, ast.Call) or above.func is not parent:
        return []
    if parent.attr in {"extend", "update"}:
        is_pairs = parent.attr == "update" and above.args and isinstance(above.args[0], _PAIRS)
        whole = "pairs" if is_pairs else "several"
        if how == "inside":  # as many as come inside a collection are one that is in the table
            whole = "several" if is_pairs else "one"
        return [
            *((module, value, whole) for value in above.args[:1]),
            *((module, k.value, how) for k in above.keywords),
        ]
    return [(module, above.args[-1], how)] if parent.attr in ADDING_METHODS and above.args else []
