"""Annotations of functions that are given the facade, `Callable[[Layer], str]`: they change with these functions.

The parameter or table so annotated holds no facade itself: nothing that is followed leads from it to what the functions
in it are given.
"""

import ast
from collections.abc import Iterator

from tools.ferry.carriers.loads import elements_read, loads_of
from tools.ferry.carriers.places import read_carriers
from tools.ferry.project.carriers import Carrier, Components, Place
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.trace.out_of_sight import OutOfSight
from tools.ferry.types.annotations import names_function, names_within
from tools.ferry.types.values import FunctionRef, flattened


def join_callables(project: Project, components: Components, sight: OutOfSight) -> None:
    """Join what is annotated so with the parameters of the functions that it holds, and with what calls of it give."""
    for component in components.all():
        named = any(_is_of_function(place) for place in component.annotations.values())
        for carrier in sorted(component.carriers, key=str) if named else ():
            for other in _given(project, sight, carrier) if _holds_functions(project, carrier) else ():
                if components.known(other):
                    components.join(carrier, other)


def _is_of_function(place: Place) -> bool:
    """Tell whether the facade is named in a `Callable` there, or both in a text."""
    around: ast.AST = place.node
    while isinstance(around, ast.expr):
        if isinstance(around, ast.Subscript) and called_name(around.value) == "Callable":
            return True
        around = place.module.parents[around]
    return any(called_name(name) == "Callable" for name in names_within(place.node))


def _holds_functions(project: Project, carrier: Carrier) -> bool:
    """Tell whether what has the value is annotated as functions."""
    match carrier.owner:
        case Function() as owner if carrier.kind == "local":
            declared = [param.annotation for param in owner.params if param.arg == carrier.name]
            declared += [annotation for annotation, _, _ in owner.assigned.get(carrier.name, ())]
        case Function(node=ast.FunctionDef() | ast.AsyncFunctionDef() as node):
            declared = [node.returns]
        case Class() as owner:
            declared = [annotation for annotation, _, _ in owner.assigned.get(carrier.name, ())]
        case Module() as owner if carrier.kind == "global":
            declared = [annotation for annotation, _ in owner.assigned.get(carrier.name, ())]
        case _:
            return False
    module = carrier.owner if isinstance(carrier.owner, Module) else carrier.owner.module
    return any(names_function(project.program, module, one) for one in declared)


def _given(project: Project, sight: OutOfSight, carrier: Carrier) -> Iterator[Carrier]:
    inference = project.references.inference
    for module, load in loads_of(project, carrier):
        held = flattened(inference.of(module, load))
        functions = [value.function for value in held if isinstance(value, FunctionRef)]
        for function in functions:
            yield from (Carrier("local", function, param.arg) for param in function.params)
            yield Carrier("return", function, "")
        for read in (load, *elements_read(project, module, load)):
            call = module.parents[read]
            if functions and isinstance(call, ast.Call) and call.func is read:
                for value in (*call.args, *(keyword.value for keyword in call.keywords)):
                    yield from _carriers(project, sight, module, value)


def _carriers(project: Project, sight: OutOfSight, module: Module, value: ast.expr) -> Iterator[Carrier]:
    if value in sight.sources:
        yield sight.sources[value]
    yield from read_carriers(project, module, value)
