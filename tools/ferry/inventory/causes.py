"""Why a receiver is unknown: where knowledge ends, in words that say what would help."""

import ast

from tools.ferry.carriers.places import called_functions
from tools.ferry.project.project import Project
from tools.ferry.source import Module


def cause_of(project: Project, module: Module, receiver: ast.expr) -> str:
    """Return the cause for the receiver being unknown."""
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
