"""Setters of properties: what is assigned to the attribute goes into their parameter."""

import ast
from collections.abc import Iterator

from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module
from tools.ferry.types.members import stores_of
from tools.ferry.types.names import ancestry
from tools.ferry.types.values import Instance


def set_parameters(project: Project, module: Module, target: ast.expr) -> Iterator[Carrier]:
    """Yield the parameters of setters that get what is assigned to the target."""
    if isinstance(target, ast.Attribute):
        for value in project.references.inference.of(module, target.value):
            for setter in _setters(project, value.cls, target.attr) if isinstance(value, Instance) else ():
                yield from (Carrier("local", setter, param.arg) for param in setter.params[1:2])


def values_set(project: Project, function: Function, name: str) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what is assigned to the attribute whose setter has the parameter of this name."""
    if not is_setter(function) or all(param.arg != name for param in function.params[1:2]):
        return
    for module, value, target in stores_of(project.program, function.short):
        owners = (v for v in project.references.inference.of(module, target.value) if isinstance(v, Instance))
        if any(function in _setters(project, owner.cls, function.short) for owner in owners):
            yield module, value


def is_setter(function: Function) -> bool:
    """Tell whether the function runs when an attribute is set: `@size.setter`."""
    return any(isinstance(one, ast.Attribute) and one.attr == "setter" for one in function.decorators)


def _setters(project: Project, cls: Class, name: str) -> list[Function]:
    named = (one.module.functions_named.get(f"{one.name}.{name}", []) for one in ancestry(project.program, cls))
    return [function for functions in named for function in functions if is_setter(function)]
