"""Attributes that code sets by names that are not written there, and what is put into the table of an object's own.

`setattr(self, name, part)`, `vars(self).update(parts)`, `self.__dict__["layer"] = layer`: the syntax names no carrier
for the value. It may come to any attribute of the object that holds the facade, so they change together.
"""

import ast
from collections.abc import Iterator
from typing import NamedTuple

from tools.ferry.project.carriers import Carrier, Components
from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.trace.flows import Flows
from tools.ferry.trace.out_of_sight import OutOfSight
from tools.ferry.trace.put_inside import given_to, put_inside
from tools.ferry.trace.settling import passes_by
from tools.ferry.types.by_text import text_of
from tools.ferry.types.fixtures import serves_tests
from tools.ferry.types.names import ancestry, relatives
from tools.ferry.types.values import ClassRef, Instance


class _Put(NamedTuple):
    """A value that becomes an attribute of the owner; the name is empty where nothing says it."""

    module: Module
    owner: ast.expr
    name: str
    value: ast.expr


def join_put_by_name(project: Project, components: Components, flows: Flows, sight: OutOfSight) -> set[Carrier]:
    """Join what is put into objects by such names with the attributes of them that hold the facade.

    Returns the attributes for which the program puts something there that holds nothing known.
    """
    unknown: set[Carrier] = set()
    for put in (*_set(project), *_put_into_tables(project)):
        attributes = [] if passes_by(project, put.module, put.value) else list(_attributes(project, components, put))
        held = list(_held(project, components, sight, put)) if attributes else []
        for carrier in held:
            for attribute in attributes:
                components.join(carrier, attribute)
                flows.add(carrier, attribute)
        if not held and not serves_tests(put.module) and not isinstance(put.value, ast.Constant):
            unknown.update(attributes)
    return unknown


def _attributes(project: Project, components: Components, put: _Put) -> Iterator[Carrier]:
    for value in project.references.inference.of(put.module, put.owner):
        if isinstance(value, Instance | ClassRef):
            for cls in (*ancestry(project.program, value.cls), *relatives(project.program, value.cls)):
                carriers = (Carrier("attr", cls, name) for name in cls.assigned if put.name in {"", name})
                yield from (carrier for carrier in carriers if components.known(carrier))


def _held(project: Project, components: Components, sight: OutOfSight, put: _Put) -> Iterator[Carrier]:
    """Yield what the value may be: where the function asks for `locals()`, all that it holds."""
    yield from sight.origins(put.module, put.value, seen_only=True)
    function = project.owner(put.module, put.value)
    if function is not None and isinstance(put.value, ast.Name):
        yield from sight.handed_to(Carrier("local", function, put.value.id))
    asked = [project.owner(put.module, node) for node in project.program.loads.within(put.module, "locals")]
    if function is not None and function in asked:
        names = dict.fromkeys([*(param.arg for param in function.params), *function.assigned])
        carriers = (Carrier("local", function, name) for name in names)
        yield from (carrier for carrier in carriers if components.known(carrier))


def _set(project: Project) -> Iterator[_Put]:
    """Yield what `setattr` and `__setattr__` set by a name that is not written there."""
    loads = project.program.loads
    for module, node in (*loads.get("setattr", []), *loads.get("__setattr__", [])):
        match module.parents[node]:
            case ast.Call(func=ast.Name("setattr") as func, args=[owner, key, value]) if func is node:
                yield _Put(module, owner, text_of(project.program, module, key) or "", value)
            case ast.Call(func=ast.Attribute(attr="__setattr__") as func, args=[owner, key, value]) if func is node:
                yield _Put(module, owner, text_of(project.program, module, key) or "", value)
            case ast.Call(func=ast.Attribute(owner, "__setattr__") as func, args=[key, value]) if func is node:
                yield _Put(module, owner, text_of(project.program, module, key) or "", value)
            case ast.Call(func=func, args=[owner, ast.Starred(value)]) if func is node:
                yield _Put(module, owner, "", value)


def _put_into_tables(project: Project) -> Iterator[_Put]:
    """Yield what goes into the table of an object's attributes: `vars(page)`, `page.__dict__`, or a name of it."""
    loads = project.program.loads
    for module, node in (*loads.get("vars", []), *loads.get("__dict__", [])):
        match node, module.parents[node]:
            case ast.Attribute(value=owner) as table, _:
                pass
            case ast.Name(), ast.Call(args=[owner]) as table if table.func is node:
                pass
            case _:
                continue
        for value in _given(project, module, table):
            yield _Put(module, owner, _key(project, module, value), value)


def _given(project: Project, module: Module, table: ast.Attribute | ast.Call) -> Iterator[ast.expr]:
    yield from given_to(module, table)
    statement = module.parents[table]
    if isinstance(statement, ast.Assign) and table in statement.targets:
        yield statement.value
    for target in statement.targets if isinstance(statement, ast.Assign) and statement.value is table else ():
        if isinstance(target, ast.Name) and project.program.binder(module, target) is not None:
            yield from (value for _, value in put_inside(project, module, target))


def _key(project: Project, module: Module, value: ast.expr) -> str:
    """Return the name by which the value is put into the table, or nothing."""
    match module.parents[value]:
        case ast.keyword(arg=str(name)):
            return name
        case ast.Assign(targets=[ast.Subscript(slice=key)]):
            return text_of(project.program, module, key) or ""
        case ast.Call(func=ast.Attribute(attr="setdefault"), args=[key, given]) if given is value:
            return text_of(project.program, module, key) or ""
    return ""
