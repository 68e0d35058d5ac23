"""What operators give: `Check() | Load()`, `~Check()`, `registry["load"]` of objects whose classes define them."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

from tools.ferry.source import Function, Module
from tools.ferry.types import itself, members
from tools.ferry.types.names import find_method
from tools.ferry.types.values import NOTHING, ClassRef, Instance, Values

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference

_METHODS: dict[type[ast.operator], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.MatMult: "matmul", ast.Div: "truediv", ast.Mod: "mod",
    ast.FloorDiv: "floordiv", ast.Pow: "pow", ast.LShift: "lshift", ast.RShift: "rshift", ast.BitOr: "or",
    ast.BitXor: "xor", ast.BitAnd: "and",
}  # fmt: skip
_OF_ONE: dict[type[ast.unaryop], str] = {ast.Invert: "__invert__", ast.USub: "__neg__", ast.UAdd: "__pos__"}


def of_two(inference: Inference, operator: ast.operator, left: Values, right: Values) -> Values:
    """Return what the operator gives of two objects, by a method of the left one, or the reflected one of the right."""
    name = _METHODS[type(operator)]
    return by_method(inference, left, f"__{name}__") or by_method(inference, right, f"__r{name}__")


def of_one(inference: Inference, operator: ast.unaryop, operand: Values) -> Values:
    """Return what the operator gives of an object."""
    name = _OF_ONE.get(type(operator))
    return by_method(inference, operand, name) if name is not None else NOTHING


def by_method(inference: Inference, values: Values, name: str) -> Values:
    """Return what the special method gives of the objects whose classes have it."""
    classes = [value.cls for value in values if isinstance(value, Instance)]
    methods = ((cls, find_method(inference.program, cls, name)) for cls in classes)
    known = ((cls, method) for cls, method in methods if method is not None)
    return frozenset(value for cls, method in known for value in itself.given_of(inference, cls, method))


def of_class(inference: Inference, values: Values) -> Values:
    """Return what classes among the values give for an item: `Registry[Layer]`."""
    classes = [value.cls for value in values if isinstance(value, ClassRef)]
    methods = (find_method(inference.program, cls, "__class_getitem__") for cls in classes)
    return frozenset(v for method in methods if method is not None for v in members.returned(inference, method))


def right_operands(inference: Inference, function: Function) -> Values:
    """Return what stands on the right of the operator by which the special method is called."""
    found = NOTHING
    for kind in (kind for kind, name in _METHODS.items() if function.short == f"__{name}__"):
        for module, node in _operations(inference, kind):
            objects = (value for value in inference.of(module, node.left) if isinstance(value, Instance))
            if any(find_method(inference.program, value.cls, function.short) is function for value in objects):
                found |= inference.of(module, node.right)
    return found


def _operations(inference: Inference, kind: type[ast.operator]) -> list[tuple[Module, ast.BinOp]]:
    if kind not in inference.operations:
        modules = inference.program.files.values()
        inference.operations[kind] = [(m, n) for m in modules for n in m.nodes(ast.BinOp) if isinstance(n.op, kind)]
    return inference.operations[kind]
