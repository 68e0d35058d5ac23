"""Literals behind names: what the code writes out and assigns, and the names that `getattr` can be told by it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING

from tools.ferry.source import Class, Module, Program
from tools.ferry.types.by_text import text_of
from tools.ferry.types.collections import puts_into
from tools.ferry.types.names import ancestry, descendants, resolve_expression
from tools.ferry.types.values import ClassRef, Instance, Value

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference


def chosen_names(inference: Inference, module: Module, node: ast.expr, receiver: Value) -> Iterator[str]:
    """Yield the names that `getattr(receiver, node)` can ask for: a constant, a prefix, the values of a table.

    Of a table it is all of them, or nothing.
    """
    match node:
        case ast.Constant(str(text)):
            yield text
        case ast.IfExp():
            yield from _if_all(
                list(chosen_names(inference, module, part, receiver)) for part in (node.body, node.orelse)
            )
        case ast.JoinedStr() | ast.BinOp():
            prefix = _known_start(node)
            for cls in _family(inference, receiver.cls) if isinstance(receiver, Instance | ClassRef) else ():
                yield from (name for name in cls.methods if prefix and name.startswith(prefix))
        case ast.Subscript(value=table):
            yield from _if_all(_texts_of_table(inference, module, table))
        case ast.Call(func=ast.Attribute(value=table, attr="get" | "pop" | "setdefault"), args=[_, *default]):
            defaults = [list(chosen_names(inference, module, one, receiver)) for one in default]
            yield from _if_all([*_texts_of_table(inference, module, table), *defaults])
        case ast.Attribute():
            values = literals_of(inference, module, node)
            yield from _if_all(_text(inference, module, value) for value in values)
        case ast.Name():
            yield from _names_in(inference, module, node, receiver)


def _names_in(inference: Inference, module: Module, node: ast.Name, receiver: Value) -> list[str]:
    """Return the names that a variable can hold, if all are known."""
    function = inference.program.enclosing(module, node)
    bound = function.assigned.get(node.id, []) if function is not None else []
    looped = {(value, how) for _, value, how in bound if value is not None and how.endswith("element")}
    parts = [list(_texts_in(inference, module, value, how)) for value, how in looped]
    values = literals_of(inference, module, node)
    parts += [
        list(chosen_names(inference, module, value, receiver)) if not isinstance(value, ast.Name) else []
        for value in values
    ]
    return _if_all(parts)


def _if_all(parts: Iterable[list[str]]) -> list[str]:
    """Return all texts; nothing if one of the parts is not known."""
    known = list(parts)
    return list(dict.fromkeys(text for part in known for text in part)) if all(known) else []


def _texts_of_table(inference: Inference, module: Module, table: ast.expr) -> Iterator[list[str]]:
    """Yield each text that a table of names has, one that is not known as none."""
    for value in literals_of(inference, module, table):
        if isinstance(value, ast.Dict):
            yield from (_text(inference, module, one) for one in value.values)
        elif not isinstance(value, ast.Constant):
            yield []
    for owner, value, how in puts_into(inference, module, table):
        inside = value.values if how == "several" and isinstance(value, ast.Dict) else [value]
        yield from (_text(inference, owner, one) for one in inside)


def _text(inference: Inference, module: Module, node: ast.expr) -> list[str]:
    text = text_of(inference.program, module, node)
    return [text] if text is not None else []


def _known_start(node: ast.expr) -> str:
    """Return what a text that is put together begins with: `f"do_{verb}"`, `"do_" + verb`, `"do_%s" % verb`."""
    match node:
        case ast.JoinedStr([ast.Constant(str(text)), *_]) | ast.BinOp(ast.Constant(str(text)), ast.Add()):
            return text
        case ast.BinOp(ast.Constant(str(text)), ast.Mod()):
            return text.partition("%")[0]
    return ""


def _texts_in(inference: Inference, module: Module, table: ast.expr, how: str) -> Iterator[str]:
    """Yield the strings that a loop over a literal table binds; `how` says at which position of its elements."""
    for literal in literals_of(inference, module, table):
        for element in literal.elts if isinstance(literal, ast.List | ast.Tuple | ast.Set) else ():
            part: ast.expr = element
            for position in reversed(re.findall(r"item:(\d+)", how)):
                if isinstance(part, ast.Tuple | ast.List) and int(position) < len(part.elts):
                    part = part.elts[int(position)]
            if isinstance(part, ast.Constant) and isinstance(part.value, str):
                yield part.value


def _family(inference: Inference, cls: Class) -> list[Class]:
    """Return the class, those from which it derives, and those that derive from it."""
    return [*ancestry(inference.program, cls), *descendants(inference.program, cls)[1:]]


def literals_of(inference: Inference, module: Module, node: ast.expr) -> list[ast.expr]:
    """Return what is assigned to a variable, or to an attribute of the class around it."""
    function = inference.program.enclosing(module, node)
    if isinstance(node, ast.Attribute):
        owners = [v.cls for v in inference.of(module, node.value) if isinstance(v, Instance | ClassRef)]
        family = dict.fromkeys(cls for owner in owners for cls in _family(inference, owner))
        return [value for cls in family for _, value, _ in cls.assigned.get(node.attr, []) if value is not None]
    if not isinstance(node, ast.Name):
        return [node]
    if function is not None and node.id in function.assigned:
        return [value for _, value, how in function.assigned[node.id] if value is not None and how == "value"]
    found = resolve_expression(inference.program, module, node)
    return [v for _, v in found[0].assigned[found[1]] if v is not None] if isinstance(found, tuple) else []


def only_value(program: Program, module: Module, node: ast.expr) -> tuple[Module, ast.expr]:
    """Return the one value that a variable ever has, also one of another module; else the expression.

    A parameter has what it is given besides.
    """
    if not isinstance(node, ast.Name | ast.Attribute):
        return module, node
    owner, bound = module, list[ast.expr | None]()
    function = program.binder(module, node) if isinstance(node, ast.Name) else None
    if function is not None and isinstance(node, ast.Name):
        arguments = function.node.args
        params = (*function.params, arguments.vararg, arguments.kwarg)
        if all(param is None or param.arg != node.id for param in params):
            bound = [value if how == "value" else None for _, value, how in function.assigned.get(node.id, [])]
    elif isinstance(kept := resolve_expression(program, module, node), tuple):
        owner, bound = kept[0], [value for _, value in kept[0].assigned.get(kept[1], [])]
    only = bound[0] if len(bound) == 1 else None
    return (owner, only) if only is not None else (module, node)
