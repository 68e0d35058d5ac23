"""Second names of methods in the body of their class: `release = clear`."""

import ast

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.names import ancestry, derives_from_outside, descendants


def names_of(function: Function) -> list[str]:
    """Return the names by which its class knows the method: its own, and second ones."""
    held = function.cls.assigned.items() if function.cls is not None else ()
    inside = ((name, value) for name, values in held for _, value, setter in values if setter is None)
    return [function.short, *(n for n, value in inside if isinstance(value, ast.Name) and value.id == function.short)]


def is_second_name(project: Project, function: Function, module: Module, node: ast.AST) -> bool:
    """Tell whether the method gets a second name at the node, by which only code of the tree can call it.

    Python calls special methods by itself, and a base class outside the tree may know the name.
    """
    assignment = module.parents[node]
    if function.cls is None or not isinstance(assignment, ast.Assign):
        return False
    if module.parents[assignment] is not function.cls.node:
        return False
    program = project.program
    if any(not isinstance(name, ast.Name) or name.id.startswith("__") for name in assignment.targets):
        return False
    family = {base for heir in descendants(program, function.cls) for base in ancestry(program, heir)}
    return not any(derives_from_outside(program, cls) for cls in family)


def is_special_name(function: Function, module: Module, node: ast.AST) -> bool:
    """Tell whether the method gets a name at the node by which Python calls it: `__getitem__ = look`."""
    assignment = module.parents[node]
    if function.cls is None or not isinstance(assignment, ast.Assign):
        return False
    names = [target.id for target in assignment.targets if isinstance(target, ast.Name)]
    inside = module.parents[assignment] is function.cls.node
    return inside and any(name.startswith("__") and name.endswith("__") for name in names)
