"""What a call spreads, `Desk(**{"store": store})`, `Desk(**values)`: by names written there, or the mocks in it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tools.ferry.source import Module, called_name
from tools.ferry.types.calls import MOCKS
from tools.ferry.types.values import Collection, Mock, Value

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference

Spread = tuple[ast.expr, str]
"""A value, and the name under which a call gets it."""

_DEEPEST = 8


def spread_by_name(inference: Inference, module: Module, call: ast.Call) -> Iterator[Spread]:
    """Yield what the tables have that the call spreads, where the names are written there."""
    for keyword in call.keywords:
        if keyword.arg is None:
            yield from _named(inference, module, keyword.value, _DEEPEST)


def spread_mocks(inference: Inference, module: Module, call: ast.Call) -> Iterator[tuple[Mock, frozenset[str]]]:
    """Yield the mocks in what the call spreads from elsewhere, with the names under which code puts them into tables.

    Without a name where none is written, or a place says where they go: `Desk(*parts)`.
    """
    spread = [(argument.value, False) for argument in call.args if isinstance(argument, ast.Starred)]
    spread += [(keyword.value, True) for keyword in call.keywords if keyword.arg is None]
    written: set[object] = set()
    for table, is_named in spread:
        mocks = {one for one in _inside(inference, module, table) if isinstance(one, Mock) and _is_made(one)}
        if mocks and not written:
            written = {v for value, _ in spread_by_name(inference, module, call) for v in inference.of(module, value)}
        for mock in sorted(mocks - written, key=lambda one: (one.module.file, getattr(one.node, "lineno", 0))):
            tables = [_names_in_tables(inference, one) for one in (module, mock.module)] if is_named else []
            yield mock, frozenset(name for table in tables for name in table.get(mock, ()))


def _inside(inference: Inference, module: Module, table: ast.expr) -> set[Value]:
    """Return what is in the table; of one that nothing is known of, `dict(zip(names, parts))`, what its text names."""
    tables = [value for value in inference.of(module, table) if isinstance(value, Collection)]
    if tables:
        return {part for one in tables for part in one.elements}
    named = (node for node in ast.walk(table) if isinstance(node, ast.Name | ast.Call))
    return {one for node in named for v in inference.of(module, node) for one in getattr(v, "elements", (v,))}


def _is_made(mock: Mock) -> bool:
    """Tell whether a call makes the mock itself, not what it has."""
    return isinstance(mock.node, ast.Call) and not mock.path and called_name(mock.node) in MOCKS


def _names_in_tables(inference: Inference, module: Module) -> dict[Mock, set[str]]:
    """Return the names under which the module puts mocks into tables, or gives them to calls; kept."""
    if module not in inference.names_in_tables:
        found: dict[Mock, set[str]] = {}
        for name, value in _put_under_names(module):
            for mock in (one for one in inference.of(module, value) if isinstance(one, Mock)):
                found.setdefault(mock, set()).add(name)
        inference.names_in_tables[module] = found
    return inference.names_in_tables[module]


def _put_under_names(module: Module) -> Iterator[tuple[str, ast.expr]]:
    pairs: list[tuple[ast.expr | None, ast.expr]] = []
    for table in module.nodes(ast.Dict):
        pairs += zip(table.keys, table.values, strict=True)
    for row in module.nodes(ast.Tuple):
        pairs += [(row.elts[0], row.elts[1])] if len(row.elts) == 2 else []
    for put in module.nodes(ast.Assign):
        pairs += [(target.slice, put.value) for target in put.targets if isinstance(target, ast.Subscript)]
    for call in module.nodes(ast.Call):
        pairs += [(call.args[0], call.args[1])] if called_name(call) == "setdefault" and len(call.args) == 2 else []
        if called_name(call) not in MOCKS:
            yield from ((keyword.arg, keyword.value) for keyword in call.keywords if keyword.arg)
    for key, value in pairs:
        if isinstance(key, ast.Constant) and isinstance(key.value, str) and not isinstance(value, ast.Constant):
            yield key.value, value


def _named(inference: Inference, module: Module, table: ast.expr, depth: int) -> Iterator[Spread]:
    parts: list[ast.expr] = []
    match table:
        case ast.Name():
            parts, put = _bound(inference, module, table)
            yield from put
        case ast.Dict(keys=keys, values=values):
            for key, value in zip(keys, values, strict=True):
                if isinstance(key, ast.Constant):
                    yield value, str(key.value)
            parts = [value for key, value in zip(keys, values, strict=True) if key is None]
        case ast.BinOp(left=left, op=ast.BitOr(), right=right):
            parts = [left, right]
        case ast.Call(args=given, keywords=named) if called_name(table) == "dict":
            yield from ((keyword.value, keyword.arg) for keyword in named if keyword.arg)
            parts = [*given, *(keyword.value for keyword in named if keyword.arg is None)]
    for part in parts if depth else ():
        yield from _named(inference, module, part, depth - 1)


def _bound(inference: Inference, module: Module, name: ast.Name) -> tuple[list[ast.expr], list[Spread]]:
    """Return the tables that a local variable gets, and what is put into it under names: `values["store"] = store`."""
    function = inference.program.binder(module, name)
    bound = function.assigned.get(name.id, []) if function is not None else []
    put: list[Spread] = []
    for node in inference.program.loads.within(module, name.id) if bound else ():
        is_own = isinstance(node, ast.Name) and inference.program.binder(module, node) is function
        match module.parents[node] if is_own else None:
            case ast.Subscript(slice=ast.Constant(value=key), ctx=ast.Store()) as item:
                statement = module.parents[item]
                put += [(statement.value, str(key))] if isinstance(statement, ast.Assign) else []
    return [value for _, value, how in bound if value is not None and how == "value"], put
