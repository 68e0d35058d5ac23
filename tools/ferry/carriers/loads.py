"""Where a carrier is read, in the whole tree."""

import ast
from collections.abc import Iterator
from typing import TypeGuard

from tools.ferry.carriers.places import (
    attribute_carriers,
    entering,
    is_element_read,
    name_carrier,
    target_carriers,
    variable_after_module,
)
from tools.ferry.project.carriers import Carrier
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.fixtures import fixture_for, fixture_name, fixtures_asked
from tools.ferry.types.flow import built_by, call_around
from tools.ferry.types.members import is_property
from tools.ferry.uses.overriding import named_by_base


def loads_of(project: Project, carrier: Carrier) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the expressions that read the carrier."""
    if carrier.kind == "return" and isinstance(carrier.owner, Function):
        yield from _calls_of(project, carrier.owner)
        return
    within = carrier.owner.module if carrier.kind == "local" and isinstance(carrier.owner, Function) else None
    is_attribute = carrier.kind in {"attr", "told"}
    asked = (carrier.name.rpartition(".")[2] if is_attribute else carrier.name, is_attribute, within)
    if asked not in project.carriers_read:
        project.carriers_read[asked] = _carriers_read(project, *asked)
    yield from project.carriers_read[asked].get(carrier, [])


def _carriers_read(
    project: Project, name: str, is_attribute: bool, within: Module | None
) -> dict[Carrier, list[tuple[Module, ast.expr]]]:
    """Return which carriers of a name are read where, in one module or anywhere."""
    loads = project.program.loads
    places = loads.get(name, []) if within is None else [(within, node) for node in loads.within(within, name)]
    found: dict[Carrier, list[tuple[Module, ast.expr]]] = {}
    for module, node in places:
        carriers: set[Carrier | None] = set()
        if is_attribute and isinstance(node, ast.Attribute):
            carriers = set(attribute_carriers(project, module, node))
        elif not is_attribute and isinstance(node, ast.Name):
            carriers = {name_carrier(project, module, node)}
        elif not is_attribute and within is None and isinstance(node, ast.Attribute):
            carriers = {variable_after_module(project, module, node)}
        for carrier in carriers:
            if carrier is not None:
                found.setdefault(carrier, []).append((module, node))
    return found


def _calls_of(project: Project, function: Function) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the calls of a function, and where a framework is told to call it; of `__enter__`, what `with` enters."""
    if function.short == "__enter__":
        for module, context in project.entered:
            if function in entering(project, module, context):
                yield module, context
        return
    if function.short == "__getattr__" and function.cls is None:
        yield from ((module, node) for module, node, _ in project.lazy_reads.get(function.module, ()))
        return
    if is_property(function):
        yield from _property_reads(project, function)
        return
    inference = project.references.inference
    for module, reference in _references_to(project, function):
        call = call_around(inference, module, reference)
        if call is None:
            continue
        called = call.func is reference or inference.made_synchronous(call.func) is reference
        if called or called_name(call) == "Depends":
            yield module, call
    for module, call in project.asked_fixtures:
        if function in fixtures_asked(project.program, module, call):
            yield module, call


def _references_to(project: Project, function: Function) -> list[tuple[Module, ast.expr]]:
    """Return what means the function; of `__new__` the names of the classes that it builds; a lambda means itself."""
    if isinstance(function.node, ast.Lambda):
        return [(function.module, function.node)]
    named = built_by(project.program, function) if function.short == "__new__" else [function]
    return [*(place for one in named for place in project.references.to(one)), *named_by_base(project, function)]


def _property_reads(project: Project, function: Function) -> Iterator[tuple[Module, ast.expr]]:
    given = Carrier("return", function, "")
    for module, node in project.program.loads.get(function.short, []):
        if isinstance(node, ast.Attribute) and given in attribute_carriers(project, module, node):
            yield module, node


def item_reads(project: Project, module: Module, call: ast.expr, position: int) -> Iterator[ast.expr | Carrier]:
    """Yield what reads the item at `position` of the tuple that `call` returns: indexed reads, unpacked variables."""
    parent = module.parents[call]
    if isinstance(parent, ast.Await):
        call, parent = parent, module.parents[parent]
    if _indexes(parent, position):
        yield parent
    elif isinstance(parent, ast.Assign):
        for target in parent.targets:
            if isinstance(target, ast.Tuple | ast.List) and position < len(target.elts):
                yield from target_carriers(project, module, target.elts[position])
            elif isinstance(target, ast.Name):
                for carrier in target_carriers(project, module, target):
                    for _, load in loads_of(project, carrier):
                        indexed = module.parents[load]
                        if _indexes(indexed, position):
                            yield indexed


def _indexes(node: ast.AST, position: int) -> TypeGuard[ast.Subscript]:
    return isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant) and node.slice.value == position


def fixture_users(project: Project, fixture: Function) -> Iterator[Carrier]:
    """Yield the parameters to which pytest passes the fixture's value."""
    name = fixture_name(fixture)
    for function in project.askers.get(name, []):
        if fixture_for(project.program, function, name) is fixture:
            yield Carrier("local", function, name)


def elements_read(project: Project, module: Module, node: ast.expr) -> Iterator[ast.expr]:
    """Yield the expressions that take something out of the collection: `stores[key]`, `stores.get(key)`."""
    parent = module.parents[node]
    if isinstance(parent, ast.Subscript) and parent.value is node and isinstance(parent.ctx, ast.Load):
        yield parent
    elif isinstance(parent, ast.Attribute) and is_element_read(project, module, parent):
        call = module.parents[parent]
        if isinstance(call, ast.Call) and call.func is parent:
            yield call
