"""Why a receiver is unknown: where knowledge ends, in words that say what would help."""

import ast

from tools.ferry.carriers.places import called_functions
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Module
from tools.ferry.types.names import ancestry, find_method
from tools.ferry.types.values import Instance


def cause_of(project: Project, module: Module, receiver: ast.expr, method: str) -> str:
    """Return the cause for the receiver of the method being unknown."""
    for value in sorted(project.references.inference.of(module, receiver), key=repr):
        if isinstance(value, Instance) and asks_another(project, value.cls, method):
            return f"`{value.cls.node.name}` gives by `__getattr__` what it has not got itself"
    if isinstance(receiver, ast.Await):
        receiver = receiver.value
    if isinstance(receiver, ast.Call):
        for callee in called_functions(project, module, receiver):
            return f"`{callee.short}` has no return annotation that says more"
        return f"what `{ast.unparse(receiver.func)}` returns is not known"
    if isinstance(receiver, ast.Name):
        function = project.program.binder(module, receiver)
        if function is None:
            return f"what is assigned to `{receiver.id}` is not known"
        if any(p.arg == receiver.id for p in function.params):
            return f"the parameter `{receiver.id}` of `{function.short}` has no annotation that says more"
        return f"what is assigned to `{receiver.id}` in `{function.short}` is not known"
    if isinstance(receiver, ast.Attribute):
        return f"the attribute `{receiver.attr}` has no annotation or assignment that says more"
    return f"the type of `{ast.unparse(receiver)}` is not known"


def asks_another(project: Project, cls: Class, method: str) -> bool:
    """Tell whether objects of the class have no such method, and are given it by their `__getattr__`."""
    has = any(method in one.methods or method in one.assigned for one in ancestry(project.program, cls))
    return not has and find_method(project.program, cls, "__getattr__") is not None
