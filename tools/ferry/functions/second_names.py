"""Second names of methods in the body of their class: `release = clear`. And of functions: `hook = count_all`."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module
from tools.ferry.types.names import ancestry, derives_from_outside, descendants
from tools.ferry.types.values import FunctionRef


def names_of(function: Function) -> list[str]:
    """Return the names by which its class knows the method: its own, and second ones."""
    held = function.cls.assigned.items() if function.cls is not None else ()
    inside = ((name, value) for name, values in held for _, value, setter in values if setter is None)
    return [function.short, *(n for n, value in inside if isinstance(value, ast.Name) and value.id == function.short)]


def names_in_classes(project: Project, function: Function) -> Iterator[tuple[Class, str]]:
    """Yield the names by which bodies of classes know the function, each with the class."""
    if function.cls is not None:
        yield function.cls, function.short
    for module, node in project.references.to(function):
        cls = _named_in(project, module, node)
        yield from ((cls, name) for name in _targets(module, node)) if cls is not None else ()


def known_as(project: Project, cls: Class, name: str) -> Iterator[Function]:
    """Yield the functions to which the body of the class gives the name, by `def` or by assignment; no lambda."""
    if name in cls.methods:
        yield cls.methods[name]
    # The outline is asked first: what a class assigns is known of a module that is parsed.
    for _, value, setter in cls.assigned.get(name, ()) if name in cls.module.outline.attributes else ():
        for held in project.references.inference.of(cls.module, value) if value is not None and setter is None else ():
            if isinstance(held, FunctionRef) and not isinstance(held.function.node, ast.Lambda):
                yield held.function


def is_second_name(project: Project, function: Function, module: Module, node: ast.AST) -> bool:
    """Tell whether the function gets a name in a class at the node, by which only code of the tree can call it.

    Python calls special methods by itself, and a base class outside the tree may know the name. Of a function from
    elsewhere it has to be the name of a method, too, whose calls are known.
    """
    cls = _named_in(project, module, node)
    names = _targets(module, node)
    if cls is None or not names or any(name.startswith("__") for name in names):
        return False
    family = {base for heir in descendants(project.program, cls) for base in ancestry(project.program, heir)}
    is_own = function.cls is cls or all(any(name in one.methods for one in family) for name in names)
    return is_own and not any(derives_from_outside(project.program, one) for one in family)


def is_special_name(function: Function, module: Module, node: ast.AST) -> bool:
    """Tell whether the method gets a name at the node by which Python calls it: `__getitem__ = look`."""
    assignment = module.parents[node]
    if function.cls is None or not isinstance(assignment, ast.Assign):
        return False
    inside = module.parents[assignment] is function.cls.node
    return inside and any(name.startswith("__") and name.endswith("__") for name in _targets(module, node))


def _named_in(project: Project, module: Module, node: ast.AST) -> Class | None:
    """Return the class in whose body the node is given a name, if it is."""
    assignment = module.parents[node]
    body = module.parents.get(assignment)
    if not isinstance(body, ast.ClassDef) or not isinstance(assignment, ast.Assign) or assignment.value is not node:
        return None
    found = project.program.by_line.get((module.file, body.lineno))
    return found if isinstance(found, Class) else None


def _targets(module: Module, node: ast.AST) -> list[str]:
    assignment = module.parents[node]
    names = assignment.targets if isinstance(assignment, ast.Assign) else []
    return [name.id for name in names if isinstance(name, ast.Name)]
