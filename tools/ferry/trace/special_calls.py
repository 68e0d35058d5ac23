"""Values that Python itself hands on: to special methods of the tree, to the maker of a class, to a generator.

`counter += layer`, `kept[layer]`, `kept["a"] = layer`, `class Heir(Base, layer=layer)`, `generator.send(layer)`.
"""

import ast
from collections.abc import Iterator, Set

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.members import of_metaclass
from tools.ferry.types.names import ancestry
from tools.ferry.types.values import ClassRef, Instance

_OPERATORS = (
    "add", "and", "divmod", "floordiv", "lshift", "matmul", "mod", "mul", "or", "pow", "rshift", "sub", "truediv",
    "xor",
)  # fmt: skip
_ARITHMETIC = frozenset(f"__{way}{name}__" for name in _OPERATORS for way in ("", "i", "r"))
_COMPARING = frozenset({"__eq__", "__ge__", "__gt__", "__le__", "__lt__", "__ne__"})
_KEYED = frozenset({"__class_getitem__", "__delitem__", "__getitem__", "__missing__", "__setitem__"})
_MAKING = ("__init__", "__new__")
_SENDING = frozenset({"asend", "athrow", "send", "throw"})

SENT = "yield"
"""Stands for the method by which a generator gets what is sent."""


def handed_to(project: Project, module: Module, node: ast.expr) -> Iterator[str]:
    """Yield the names of the special methods to which Python hands the value, where no call names them."""
    parent = module.parents[node]
    match parent:
        case ast.BinOp(left, _, right):
            yield from _taking(project, module, left if right is node else right, _ARITHMETIC)
        case ast.AugAssign() if parent.value is node:
            yield from _taking(project, module, parent.target, _ARITHMETIC)
        case ast.Compare(left, operators, others):
            asked = {name for operator in operators for name in _asked(operator)}
            for other in (left, *others):
                yield from _taking(project, module, other, asked) if other is not node else ()
        case ast.Subscript(value):
            yield from _taking(project, module, value, _KEYED) if value is not node else ()
        case ast.Assign(targets):
            for target in targets:
                yield from _taking_assigned(project, module, target)
        case ast.Call(func):
            yield from _made_or_sent(project, module, func) if func is not node else ()
        case ast.keyword():
            call = module.parents[parent]
            yield from _made_or_sent(project, module, call.func) if isinstance(call, ast.Call) else ()
        case ast.ClassDef(keywords=keywords):
            is_told = any(keyword.value is node and keyword.arg != "metaclass" for keyword in keywords)
            yield from ("__init_subclass__", *_MAKING) if is_told else ()


def is_taken(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether a special method of the tree gets the value as a key, or compares it: it may call what it gets."""
    parent = module.parents[node]
    is_given = isinstance(parent, ast.Compare) or (isinstance(parent, ast.Subscript) and parent.slice is node)
    return is_given and any(True for _ in handed_to(project, module, node))


def is_special(function: Function) -> bool:
    """Tell whether Python itself calls the method, for another reason than to make an object of a plain class."""
    is_making = function.short in _MAKING and function.cls is not None and "type" not in function.cls.bases
    return function.cls is not None and function.short.startswith("__") and not is_making


def _asked(operator: ast.cmpop) -> frozenset[str]:
    if isinstance(operator, ast.In | ast.NotIn):
        return frozenset({"__contains__"})
    return frozenset() if isinstance(operator, ast.Is | ast.IsNot) else _COMPARING


def _taking(project: Project, module: Module, node: ast.expr, names: Set[str]) -> Iterator[str]:
    """Yield those methods that the class of the object has, or the class itself."""
    for value in project.references.inference.of(module, node):
        if isinstance(value, Instance | ClassRef) and value.cls not in project.facade_classes:
            for cls in ancestry(project.program, value.cls):
                yield from sorted(names & cls.methods.keys())


def _taking_assigned(project: Project, module: Module, target: ast.expr) -> Iterator[str]:
    """Yield the methods that get what is assigned to the item or attribute: the object's, or a descriptor's."""
    if isinstance(target, ast.Subscript):
        yield from _taking(project, module, target.value, {"__setitem__"})
    if not isinstance(target, ast.Attribute):
        return
    yield from _taking(project, module, target.value, {"__setattr__"})
    inference = project.references.inference
    classes = [v.cls for v in inference.of(module, target.value) if isinstance(v, Instance | ClassRef)]
    for owner in [owner for cls in classes for owner in ancestry(project.program, cls)]:
        for _, value, setter in owner.assigned.get(target.attr, []):
            if value is not None and setter is None:
                yield from _taking(project, owner.module, value, {"__set__"})


def _made_or_sent(project: Project, module: Module, callee: ast.expr) -> Iterator[str]:
    """Yield how the call makes an object by a metaclass of the tree, or sends something into a generator."""
    if isinstance(callee, ast.Attribute) and callee.attr in _SENDING:
        yield SENT
    inference = project.references.inference
    classes = [value.cls for value in inference.of(module, callee) if isinstance(value, ClassRef)]
    if any(of_metaclass(inference, cls, "__call__") for cls in classes):
        yield "__call__"
