"""What annotations of the facade say to hold it: parameters, results, items of tuples, variables and attributes."""

import ast
from collections.abc import Iterator

from tools.ferry.carriers.places import target_carriers
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Class, Function, Module, called_name
from tools.ferry.types.annotations import annotated_values, annotation_names, names_within
from tools.ferry.types.names import ancestry, resolve_expression
from tools.ferry.types.values import ClassRef, Instance, flattened
from tools.ferry.uses.overriding import protocols_met

Annotated = tuple[Carrier, ast.expr, Carrier | None]
"""What is annotated, the part of the annotation that names the facade, and the alias that it does so by, if it does."""


def annotated(project: Project, module: Module) -> Iterator[Annotated]:
    """Yield what the module's annotations, and the right sides of its aliases, say to hold the facade."""
    for function in module.definitions:
        if (
            not isinstance(function, Function)
            or function.node in project.layer
            or isinstance(function.node, ast.Lambda)
        ):
            continue
        for param in function.params:
            yield from _named(project, module, param.annotation, Carrier("local", function, param.arg))
        for name, part in _returned_parts(function.node.returns):
            yield from _named(project, module, part, Carrier("return", function, name))
    for variable in module.nodes(ast.AnnAssign):
        if variable not in project.layer:
            for carrier in target_carriers(project, module, variable.target):
                yield from _named(project, module, variable.annotation, carrier)
    for alias in module.nodes(ast.Assign):
        if isinstance(alias.value, ast.Subscript | ast.BinOp) and alias not in project.layer:
            for carrier in target_carriers(project, module, alias.targets[0]):
                yield from _named(project, module, alias.value, carrier)


def is_wanted(project: Project, carrier: Carrier) -> bool:
    """Tell whether an annotation lets the facade, or several, into a parameter or an attribute."""
    match carrier.owner:
        case Function() as owner if carrier.kind == "local":
            types = [param.annotation for param in owner.params if param.arg == carrier.name]
        case Class() as owner:
            types = [annotation for annotation, _, _ in owner.assigned.get(carrier.name, [])]
        case _:
            return False
    values = (value for one in types for value in flattened(annotated_values(project.program, owner.module, one)))
    return any(isinstance(value, Instance | ClassRef) and value.cls in project.facade_classes for value in values)


def _named(project: Project, module: Module, annotation: ast.expr | None, carrier: Carrier) -> Iterator[Annotated]:
    for name in annotation_names(annotation):
        for part in names_within(name):
            definition = resolve_expression(project.program, module, part)
            if isinstance(definition, Class) and definition in project.facade_classes:
                yield carrier, name, None
            elif isinstance(definition, tuple) and _is_alias(project, *definition):
                yield carrier, name, Carrier("global", *definition)


def _is_alias(project: Project, module: Module, variable: str) -> bool:
    """Tell whether the variable of the module is another name for a type with the facade in it."""
    for _, value in module.assigned[variable]:
        for name in [part for whole in annotation_names(value) for part in names_within(whole)]:
            definition = resolve_expression(project.program, module, name)
            if isinstance(definition, Class) and definition in project.facade_classes:
                return True
    return False


def _returned_parts(returns: ast.expr | None) -> Iterator[tuple[str, ast.expr | None]]:
    """Yield the annotation of a result, or each item's of a tuple, with the name that the carrier of it has."""
    if isinstance(returns, ast.Subscript) and called_name(returns.value) in {"tuple", "Tuple"}:
        items = returns.slice.elts if isinstance(returns.slice, ast.Tuple) else [returns.slice]
        if not any(isinstance(item, ast.Constant) and item.value is Ellipsis for item in items):
            yield from ((f"[{position}]", item) for position, item in enumerate(items))
            return
    yield "", returns


def overridden_carriers(project: Project, carrier: Carrier, method: Function) -> Iterator[Carrier]:
    """Yield the parameters, or results, of the methods that this one overrides, in the place of the carrier.

    So also of those that a protocol promises and its class has without naming the protocol.
    """
    bases = ancestry(project.program, method.cls)[1:] if method.cls is not None else ()
    for base in (*bases, *protocols_met(project, method)):
        overridden = base.methods.get(method.short)
        if overridden is not None and carrier.kind == "return":
            yield Carrier("return", overridden, carrier.name)
        elif overridden is not None:
            places = [position for position, param in enumerate(method.params) if param.arg == carrier.name]
            yield from (
                Carrier("local", overridden, param.arg) for at in places for param in overridden.params[at : at + 1]
            )
