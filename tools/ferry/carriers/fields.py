"""What calls of a class give to its fields, where the class has no constructor of its own: a dataclass."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.annotations import annotated_values
from tools.ferry.types.fields import field_given, own_fields
from tools.ferry.types.names import ancestry, descendants, find_method
from tools.ferry.types.remade import calls_like
from tools.ferry.types.spread import spread_by_name, spread_mocks
from tools.ferry.types.values import ClassRef, Instance, flattened


def calls_of_class(project: Project, cls: Class) -> Iterator[tuple[Module, ast.Call]]:
    """Yield the calls that name the class, and those that do the same as what makes objects of it otherwise."""
    for module, reference in project.references.to(cls):
        call = module.parents[reference]
        if isinstance(call, ast.Call) and call.func is reference:
            yield module, call
    yield from calls_like(project.references.inference, cls)


def classes_made(project: Project, module: Module, call: ast.Call) -> list[tuple[Class, ast.Call]]:
    """Return the classes without a constructor of their own of which the call can make an object, each with that call.

    So, too, of `super().__init__(layer)` and `Base.__init__(self, layer)`.
    """
    inference, func = project.references.inference, call.func
    if isinstance(func, ast.Attribute) and func.attr == "__init__":
        of = inference.of(module, func.value)
        made = [(value.cls, call) for value in of if isinstance(value, Instance)]
        unbound = ast.Call(func.value, call.args[1:], call.keywords)
        made += [(value.cls, unbound) for value in of if isinstance(value, ClassRef)]
    else:
        found: frozenset[Function | Class] = frozenset()
        if isinstance(func, ast.Name | ast.Attribute):
            found = project.references.resolve(module, func).definitions
        made = [(one, call) for one in found if isinstance(one, Class)]
        if not found:
            made = [(value.cls, call) for value in inference.of(module, func) if isinstance(value, ClassRef)]
    return [(cls, one) for cls, one in made if find_method(project.program, cls, "__init__") is None]


def given_to_field(project: Project, cls: Class, name: str) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what calls of the class, and of those that inherit its fields, give to one: `Pair(left, right=right)`."""
    for heir, module, call in calls_giving_fields(project, cls):
        given = [*call.args, *(keyword.value for keyword in call.keywords)]
        yield from ((module, one) for one in given if field_given(project.program, heir, call, one) == name)
        spread = spread_by_name(project.references.inference, module, call)
        yield from ((module, value) for value, under in spread if under == name)
        yield from mocks_spread_under(project, module, call, name)


def mocks_spread_under(
    project: Project, module: Module, call: ast.Call, name: str
) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the mocks that the call spreads out of a table which another place fills, under the name."""
    for mock, names in spread_mocks(project.references.inference, module, call):
        if name in names and isinstance(mock.node, ast.expr):
            yield mock.module, mock.node


def calls_giving_fields(project: Project, cls: Class) -> Iterator[tuple[Class, Module, ast.Call]]:
    """Yield the calls of the class, and of those that inherit its fields, unless a constructor takes what they give."""
    for heir in descendants(project.program, cls):
        if find_method(project.program, heir, "__init__") is None:
            yield from ((heir, module, call) for module, call in calls_of_class(project, heir))


def has_field(project: Project, cls: Class, name: str) -> bool:
    """Tell whether calls of the class can give it such a field, and its annotation lets that hold the facade."""
    if find_method(project.program, cls, "__init__") is not None:
        return False
    owners = [owner for owner in ancestry(project.program, cls) if name in own_fields(owner)]
    declared = [(owner, annotation) for owner in owners for annotation, _, _ in owner.assigned.get(name, ())]
    return any(may_hold(project, owner.module, annotation) for owner, annotation in declared)


def may_hold(project: Project, module: Module, annotation: ast.expr | None) -> bool:
    """Tell whether the annotation of a parameter or field, if it has one, lets it hold the facade."""
    if annotation is None or called_name(annotation) in {"Any", "object"}:
        return True
    values = annotated_values(project.program, module, annotation)
    return any(isinstance(value, Instance) and value.cls in project.facade_classes for value in flattened(values))
