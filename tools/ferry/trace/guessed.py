"""What an object may be made of where at most a name says so, one step back.

A use that comes here keeps the facade as it is, as everything does that is only guessed: nothing is followed this way.
"""

import ast
import sys
from collections.abc import Iterator

from tools.ferry.carriers.places import called_functions
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Module, called_name
from tools.ferry.trace.made_of import Place, arguments, kept_by
from tools.ferry.trace.put_inside import put_inside
from tools.ferry.types.fields import COPYING
from tools.ferry.types.names import ancestry, find_method, relatives
from tools.ferry.types.values import ClassRef, External, Instance

_KEYED = ("__class_getitem__", "__getitem__", "__missing__")
"""Special methods that are given a key, and may give it back."""


def guessed(project: Project, module: Module, node: ast.expr) -> Iterator[Place]:
    """Yield what the object can have been given where nothing is seen to take it."""
    match node:
        case ast.Call():
            functions = called_functions(project, module, node)
            names = {name for function in functions for name in function.name.split(".")}
            if functions and called_name(node) not in names:  # by another name: nothing says what the parameters get
                yield from arguments(module, node)
        case ast.Subscript(value=owner, slice=key):
            values = project.references.inference.of(module, owner)
            classes = [value.cls for value in values if isinstance(value, ClassRef | Instance)]
            answers = (method for cls in classes for method in _KEYED if find_method(project.program, cls, method))
            yield from [(module, key)] if any(answers) else []
        case ast.Attribute(value=owner, attr=name):
            for value in project.references.inference.of(module, owner):
                if isinstance(value, Instance):
                    yield from () if is_known(project, value.cls, name) else _kept(project, value.cls)
                    yield from _replaced(project, value.cls, name)


def inside(project: Project, module: Module, node: ast.expr) -> Iterator[Place]:
    """Yield what can come out of the object: what is put into an attribute, or given to what Python's library makes."""
    if isinstance(node, ast.Name | ast.Attribute):
        outside = [v for v in project.references.inference.of(module, node) if isinstance(v, External)]
        is_standard = any(value.name.partition(".")[0] in sys.stdlib_module_names for value in outside)
        if is_standard or (isinstance(node, ast.Attribute) and not outside):
            yield from put_inside(project, module, node, by_any=is_standard)


def is_known(project: Project, cls: Class, name: str) -> bool:
    """Tell whether a class of the family has the attribute, or gives it to its objects."""
    related = (*ancestry(project.program, cls), *relatives(project.program, cls))
    return any(name in other.methods or name in other.assigned for other in related)


def _kept(project: Project, cls: Class) -> Iterator[Place]:
    """Yield what objects of the class get: when they are made, and where code that speaks of it sets an attribute."""
    yield from kept_by(project, cls)
    for module in dict.fromkeys(owner for owner, _ in project.references.to(cls)):
        for target in (target for targets in module.stores.values() for target in targets):
            statement = module.parents[target]
            if isinstance(statement, ast.Assign) and Instance(cls) in project.references.inference.of(
                module, target.value
            ):
                yield module, statement.value


def _replaced(project: Project, cls: Class, name: str) -> Iterator[Place]:
    """Yield what a copy of an object of the class has in that field: `dataclasses.replace(pair, left=layer)`."""
    if find_method(project.program, cls, "__init__") is not None:
        return
    for module, reference in (place for one in COPYING for place in project.program.loads.get(one, [])):
        call = module.parents[reference]
        told = call.keywords if isinstance(call, ast.Call) and call.func is reference else []
        yield from ((module, keyword.value) for keyword in told if keyword.arg == name)
