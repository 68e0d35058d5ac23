"""What is inside of a collection that a test puts where functions are called, one by one."""

import ast

from tools.ferry.project.project import Project
from tools.ferry.source import Module, called_name
from tools.ferry.types.collections import SAME_FUNCTIONS
from tools.ferry.types.names import find_method
from tools.ferry.types.values import Collection, FunctionRef, Instance, Mock, Value

_DEEPEST = 8
"""How many collections are looked into, each in another."""


def parts_given(project: Project, module: Module, given: ast.expr, around: tuple[ast.expr, ...] = ()) -> list[ast.expr]:
    """Return what is inside of a collection that a test puts somewhere, as far as it is functions.

    Nothing of a collection that is made of itself, `hooks = [*hooks, fake]`: it is what it is `around`.
    """
    parts: list[ast.expr] = []
    if given in around or len(around) > _DEEPEST:
        return []
    around = (*around, given)
    match given:
        case ast.List() | ast.Tuple() | ast.Set():
            parts = given.elts
        case ast.Dict():
            parts = [value for key, value in zip(given.keys, given.values, strict=True) if key is not None]
        case ast.ListComp() | ast.SetComp():
            parts = [given.elt]
        case ast.DictComp():
            parts = [given.value]
        case ast.Call(func=ast.Attribute(attr="fromkeys")):
            parts = given.args[1:]
        case ast.BinOp():
            parts = [part for one in (given.left, given.right) for part in parts_given(project, module, one, around)]
        case ast.Call() if called_name(given) in SAME_FUNCTIONS:
            inner = [part for argument in given.args for part in parts_given(project, module, argument, around)]
            parts = [*inner, *(keyword.value for keyword in given.keywords if keyword.arg)]
        case ast.Name():
            function = project.program.binder(module, given)
            bound = function.assigned.get(given.id, []) if function is not None else []
            parts = [
                part
                for _, value, how in bound
                if value and how == "value" and value not in around
                for part in parts_given(project, module, value, around)
            ]
    inference = project.references.inference
    seen = ((part, inference.of(module, part)) for part in parts if not isinstance(part, ast.Starred | ast.Constant))
    return [part for part, values in seen if not values or any(_is_called(project, value) for value in values)]


def _is_called(project: Project, value: Value) -> bool:
    """Tell whether the value is a function, a mock, a synchronous object that is called, or a collection."""
    method = find_method(project.program, value.cls, "__call__") if isinstance(value, Instance) else None
    return isinstance(value, FunctionRef | Mock | Collection) or (method is not None and not method.is_async)
