"""The classes for whose objects a mock or a namespace stands: of the parameters to which a test gives it."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from typing import TYPE_CHECKING

from tools.ferry.source import Class, Function, Module
from tools.ferry.types.annotations import annotated_values
from tools.ferry.types.arguments import is_bound, parameter_of
from tools.ferry.types.flow import callees, made_call
from tools.ferry.types.values import Instance

if TYPE_CHECKING:
    from tools.ferry.types.infer import Inference


def stood_in_for(inference: Inference, module: Module, made: ast.AST) -> list[Class]:
    """Return the classes of the parameters that get what is made there, at once or by its variable."""
    found: list[Class] = []
    for given in _given(inference, module, made):
        around = module.parents[given]
        call = module.parents[around] if isinstance(around, ast.keyword) else around
        if isinstance(call, ast.Call) and call.func is not given:
            call = made_call(inference, module, call)
            for callee in callees(inference, module, call):
                found += _declared(inference, call, given, callee)
    return found


def its_object(call: ast.Call, argument: ast.expr, method: Function) -> Class | None:
    """Return the class of the method that is called with its object as an argument: `Service.size(service)`."""
    is_self = bool(method.params) and parameter_of(call, argument, method) == method.params[0].arg
    return method.cls if is_self and not method.decorators and not is_bound(call, method) else None


def _given(inference: Inference, module: Module, made: ast.AST) -> Iterator[ast.expr]:
    """Yield where what is made is given away."""
    parent = module.parents.get(made)
    if isinstance(made, ast.expr) and isinstance(parent, ast.Call | ast.keyword):
        yield made
    target = parent.targets[0] if isinstance(parent, ast.Assign) else None
    if isinstance(target, ast.Name):
        function = inference.program.enclosing(module, target)
        for load in inference.program.loads.within(module, target.id):
            if isinstance(load, ast.Name) and inference.program.enclosing(module, load) is function:
                yield load


def _declared(inference: Inference, call: ast.Call, given: ast.expr, callee: Function) -> Iterator[Class]:
    passed = parameter_of(call, given, callee)
    for annotation in [p.annotation for p in callee.params if p.arg == passed]:
        values = annotated_values(inference.program, callee.module, annotation)
        yield from (value.cls for value in values if isinstance(value, Instance))
    cls = its_object(call, given, callee)
    if cls is not None:
        yield cls
