"""What of Python's own an expression can be as well: a table, a list, a text that is written where it comes from."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tools.ferry.source import Function, Module
from tools.ferry.types.arguments import is_bound
from tools.ferry.types.flow import arguments_for, calls_of
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.narrowing import is_narrowed
from tools.ferry.types.values import Instance

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference

_WRITTEN: dict[type[ast.expr], type] = {
    ast.Dict: dict, ast.DictComp: dict, ast.List: list, ast.ListComp: list, ast.Set: set, ast.SetComp: set,
    ast.Tuple: tuple, ast.JoinedStr: str,
}  # fmt: skip
_MADE: dict[str, type] = {"dict": dict, "list": list, "set": set, "sorted": list, "str": str, "tuple": tuple}
_DEEPEST = 6
"""From how many variables one may come out of another."""


def plain_kinds(inference: Inference, module: Module, node: ast.expr, depth: int = 0) -> set[type]:
    """Return the types of such objects that the expression can be."""
    kind = _WRITTEN.get(type(node))
    if kind is not None:
        return {kind}
    places: list[tuple[Module, ast.expr]] = []
    match node:
        case ast.Constant(value=str() | bytes() as value):
            return {type(value)}
        case ast.Call(func=ast.Name(id=name)) if name in _MADE and not isinstance(
            resolve_expression(inference.program, module, node.func), Function
        ):
            return {_MADE[name]}
        case ast.IfExp(body=body, orelse=other):
            places = [(module, body), (module, other)]
        case ast.BoolOp(values=values):
            places = [(module, value) for value in values]
        case ast.NamedExpr(value=value):
            places = [(module, value)]
        case ast.Name() if not is_narrowed(inference.program, module, node):
            places = list(_bound(inference, module, node))
        case ast.Attribute():
            owners = [one.cls for one in inference.of(module, node.value) if isinstance(one, Instance)]
            assigned = [(owner.module, value) for owner in owners for _, value, _ in owner.assigned.get(node.attr, ())]
            places = [(owner, value) for owner, value in assigned if value is not None]
    kinds = (plain_kinds(inference, *place, depth + 1) for place in places if depth < _DEEPEST)
    return {kind for found in kinds for kind in found}


def _bound(inference: Inference, module: Module, name: ast.Name) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what a variable gets: where it is set, and as a parameter without an annotation by calls and default."""
    function = inference.program.binder(module, name)
    if function is None:
        found = resolve_expression(inference.program, module, name)
        owner, kept = found if isinstance(found, tuple) else (module, "")
        yield from ((owner, value) for _, value in owner.assigned.get(kept, []) if value is not None)
        return
    for annotation, value, how in function.assigned.get(name.id, []):
        if value is not None and annotation is None and how == "value":
            yield function.module, value
        elif value is not None and how == "element":
            yield from _items(inference, function, value)
    for param in function.params:
        if param.arg == name.id and param.annotation is None:
            default = function.default_of(param.arg)
            yield from arguments_for(inference, function, param.arg)
            yield from [(function.module, default)] if default is not None else []


def _items(inference: Inference, function: Function, value: ast.expr) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what a loop goes through: what is written there, or what callers give beside the parameters, `*sources`."""
    rest = function.node.args.vararg
    if isinstance(value, ast.List | ast.Tuple | ast.Set):
        yield from ((function.module, item) for item in value.elts)
    elif isinstance(value, ast.Name) and rest is not None and rest.arg == value.id:
        for module, call in calls_of(inference, function):
            known = len(function.params) - len(function.node.args.kwonlyargs) - is_bound(call, function)
            yield from ((module, given) for given in call.args[known:])
