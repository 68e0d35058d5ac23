"""What a call spreads by names that are written: `Desk(**{"store": store})`, `Desk(**values)`."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tools.ferry.source import Module, called_name

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
