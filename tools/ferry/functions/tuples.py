"""Where in a tuple a value is, and what gets it when that is unpacked, looped over, or read by an index."""

import ast
from collections.abc import Iterator
from functools import lru_cache
from typing import TypeGuard

from tools.ferry.carriers.fields import classes_made
from tools.ferry.carriers.loads import elements_read
from tools.ferry.carriers.written import assigned_targets, is_given_on
from tools.ferry.project.project import Project
from tools.ferry.source import Module, called_name
from tools.ferry.types.collections import bound_as, paired
from tools.ferry.types.fields import field_given, own_fields
from tools.ferry.types.members import is_handed_on
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.values import Collection, Instance, Values

Item = tuple[int, ...] | None
"""Where in the tuple at a place the value is: its position, and that in the tuple there; None for the value itself.

What a list or a table holds has the same item as what it comes out of.
"""

_DEEPEST = 2

GETTER = (-1,)
"""In place of an item: what is there gives the value when it is called, as `TABLE.get` does."""


def around(project: Project, module: Module, node: ast.expr, item: Item) -> Iterator[tuple[ast.expr, Item]]:
    """Yield the tuple, with the place in it, the `partial`, or the method of a table around the node: it goes there.

    What is taken one by one has no place in it, nor has a row in a tuple of rows; each may be a tuple that has the
    value at `item`. A named tuple has it at the place of its field.
    """
    parent = module.parents[node]
    call = module.parents[parent] if isinstance(parent, ast.keyword) else parent
    if isinstance(parent, ast.Attribute) and is_handed_on(module, parent):
        yield parent, GETTER
    elif isinstance(parent, ast.Tuple | ast.List | ast.Set) and _is_iterated(module, parent):
        yield parent, item
    elif isinstance(parent, ast.Tuple | ast.List) and _is_taken_apart(module, parent):
        yield parent, _placed(parent, node, item)
    elif isinstance(parent, ast.Tuple):
        yield parent, item if _has_rows(parent, item) else _placed(parent, node, item)
    elif isinstance(call, ast.Call) and node is not call.func:
        if node in call.args and called_name(call.func) == "partial":
            yield call, item
        for cls, made in classes_made(project, module, call):
            field = field_given(project.program, cls, made, node) if "NamedTuple" in cls.bases else None
            if field is not None:
                yield call, _inside(own_fields(cls).index(field), item)


def _placed(parent: ast.Tuple | ast.List, node: ast.expr, item: Item) -> Item:
    """Return where the value is in the tuple; None where what that spreads, `(*rest, func)`, hides it."""
    is_hidden = any(isinstance(part, ast.Starred) for part in parent.elts)
    return None if is_hidden else _inside(parent.elts.index(node), item)


def _inside(position: int, item: Item) -> Item:
    """Return where in the outer tuple it is; None where tuples are in each other without an end: `row = (row, 1)`."""
    found = (position, *(item or ()))
    return found if len(found) <= _DEEPEST else None


def _has_rows(table: ast.Tuple, item: Item) -> bool:
    """Tell whether the tuple is a table of tuples, or of named ones when the value is in one."""
    return item is not None and any(all(isinstance(row, kind) for row in table.elts) for kind in (ast.Tuple, ast.Call))


def _is_iterated(module: Module, node: ast.expr) -> bool:
    parent = module.parents[node]
    return isinstance(parent, ast.For | ast.AsyncFor | ast.comprehension) and parent.iter is node


def _is_taken_apart(module: Module, node: ast.expr) -> bool:
    targets = assigned_targets(module.parents[node], node)
    return any(isinstance(target, ast.Tuple | ast.List) for target in targets)


def unpacked(project: Project, module: Module, node: ast.expr, item: Item) -> Iterator[tuple[ast.expr, Item]]:
    """Yield the targets that get the value when the tuple at the node, or each one inside it, is unpacked."""
    taken = node
    while isinstance(call := module.parents[taken], ast.Call) and is_given_on(call, taken):
        taken = call
    parent = module.parents[taken]
    targets, levels = assigned_targets(parent, taken), 0
    if isinstance(parent, ast.For | ast.AsyncFor | ast.comprehension) and parent.iter is taken:
        pair = parent.target.elts if isinstance(parent.target, ast.Tuple) and paired(taken) else []
        targets, levels = [pair[1] if len(pair) == 2 else parent.target], 1
    is_table = item is not None and _depth(project, module, taken) > len(item) + levels
    size = len(taken.elts) if isinstance(taken, ast.Tuple | ast.List) and not levels else None
    for target in targets:
        if isinstance(target, ast.Tuple | ast.List):
            yield from _parts(target.elts, item, size, is_table=is_table)


def _parts(targets: list[ast.expr], item: Item, size: int | None, *, is_table: bool) -> Iterator[tuple[ast.expr, Item]]:
    """Yield which of the targets get the value, or what has it inside; of a table each gets what has it at `item`.

    `size` is how many there are to get, where that is written there.
    """
    parts, inside = targets, item if is_table else None
    if item is not None and not is_table:
        parts, inside = _parts_at(targets, item[0], size), item[1:] or None
    for part in parts:
        target = part.value if isinstance(part, ast.Starred) else part
        if isinstance(target, ast.Tuple | ast.List):
            yield from _parts(target.elts, inside, None, is_table=False)
        else:
            yield target, inside


def _parts_at(targets: list[ast.expr], index: int, size: int | None) -> list[ast.expr]:
    """Return the targets that can get what is at the index: the rest, `*others`, gets as many as there are."""
    rest = next((place for place, part in enumerate(targets) if isinstance(part, ast.Starred)), None)
    if rest is None or index < rest:
        return targets[index : index + 1]
    after = len(targets) - rest - 1
    if size is None:
        return targets[rest:]
    return [targets[len(targets) - (size - index)]] if index >= size - after else [targets[rest]]


def elements(project: Project, module: Module, node: ast.expr, item: Item) -> Iterator[tuple[ast.expr, Item]]:
    """Yield what takes it out of the table at the node, or out of the tuple: `row[0]` lacks what `row[1]` has."""
    for element in elements_read(project, module, node):
        index = element.slice.value if isinstance(element, ast.Subscript) and _is_place(element.slice) else None
        if item is None or index is None or not _is_row(project, module, node, item):
            yield element, item
        elif index == item[0]:
            yield element, item[1:] or None


def _is_place(index: ast.expr) -> TypeGuard[ast.Constant]:
    return isinstance(index, ast.Constant) and type(index.value) is int


def _is_row(project: Project, module: Module, node: ast.expr, item: tuple[int, ...]) -> bool:
    """Tell whether the node is a variable for a tuple alone, or for the rows of a table, as they are written there."""
    if not isinstance(node, ast.Name) or _depth(project, module, node) != len(item):
        return False
    value, how = _written(project, module, node)
    if how == "element" and value is not None:
        table, how = _written(project, module, value) if isinstance(value, ast.Name) else (value, "value")
        rows = table.elts if isinstance(table, ast.List | ast.Tuple | ast.Set) and how == "value" else []
        return bool(rows) and all(isinstance(row, ast.Tuple) for row in rows)
    return how == "value" and isinstance(value, ast.Tuple)


def _written(project: Project, module: Module, name: ast.Name) -> tuple[ast.expr | None, str]:
    """Return what the variable is bound to, and how, if it is that once; else nothing."""
    function = project.program.binder(module, name)
    bound: list[tuple[ast.expr | None, str]] = []
    if function is not None and name.id not in {param.arg for param in function.params}:
        bound = [(value, how) for _, value, how in function.assigned.get(name.id, [])]
    elif function is None:
        found = resolve_expression(project.program, module, name)
        values = [value for _, value in found[0].assigned[found[1]]] if isinstance(found, tuple) else []
        bound = [(value, bound_as(found[0], value, found[1])) for value in values if value and isinstance(found, tuple)]
        bound = bound if len(bound) == len(values) else []
    return bound[0] if len(bound) == 1 else (None, "")


def _depth(project: Project, module: Module, node: ast.expr) -> int:
    """Return how many collections are in each other there, as far as that is known."""
    return _levels(project.references.inference.of(module, node))


@lru_cache(maxsize=100_000)
def _levels(values: Values) -> int:
    named = [value for value in values if isinstance(value, Instance) and "NamedTuple" in value.cls.bases]
    inside = [_levels(value.elements) for value in values if isinstance(value, Collection)]
    return max((1 + level for level in (*inside, *(0 for _ in named))), default=0)
