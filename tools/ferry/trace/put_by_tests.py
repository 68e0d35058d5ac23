"""Mocks that tests put into a table which a variable of a module holds: `patch.dict(shop.LAYERS, {"main": fake})`."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Module, called_name
from tools.ferry.types.collections import ADDING_METHODS
from tools.ferry.types.names import resolve_expression
from tools.ferry.types.patched import put_into_table
from tools.ferry.types.values import Mock

_MAKING = frozenset({"dict", "defaultdict", "OrderedDict"})


def put_by_tests(project: Project, module: Module, name: str) -> Iterator[tuple[Module, ast.expr]]:
    """Yield the mocks that tests put into the table that is a variable of the module, by whatever name they reach it.

    Only a variable that is seen to be a table is looked for: it costs the parsing of each module of tests that has
    its name.
    """
    is_table = any(_is_table(value) for _, value in module.assigned.get(name, []))
    for owner, value in _put(project, module, name) if is_table else ():
        if any(isinstance(kind, Mock) for kind in project.references.inference.of(owner, value)):
            yield owner, value


def _is_table(value: ast.expr | None) -> bool:
    return isinstance(value, ast.Dict | ast.DictComp) or (isinstance(value, ast.Call) and called_name(value) in _MAKING)


def _put(project: Project, module: Module, name: str) -> Iterator[tuple[Module, ast.expr]]:
    program, whole = project.program, f"{module.name}.{name}"
    for owner in project.test_modules:
        if name not in owner.text:  # before the syntax, which is parsed where it is needed
            continue
        for node in program.loads.within(owner, name):
            if resolve_expression(program, owner, node) == (module, name):
                yield from ((owner, value) for value in _given(owner, node))
        for call in owner.nodes(ast.Call) if whole in owner.text else ():
            table = call.args[0] if call.args else None
            if isinstance(table, ast.Constant) and table.value == whole:
                yield from ((owner, value) for value in put_into_table(call))


def _given(module: Module, table: ast.expr) -> list[ast.expr]:
    """Return what is put into the table where it is named."""
    parent = module.parents[table]
    above = module.parents[parent]
    match parent, above:
        case ast.Subscript(ctx=ast.Store(), value=value), ast.Assign(value=given) if value is table:
            return [given]
        case ast.Attribute(attr=adding), ast.Call(func=func) if func is parent and adding in ADDING_METHODS | {
            "update"
        }:
            return _values(above.args, above.keywords)
        case ast.Call(args=[first, *_]), _ if first is table:
            return put_into_table(parent)
    return []


def _values(given: list[ast.expr], named: list[ast.keyword]) -> list[ast.expr]:
    """Return the values that are given, by themselves, in a table, or by names."""
    inside = (value.values if isinstance(value, ast.Dict) else [value] for value in given)
    return [*(value for values in inside for value in values), *(keyword.value for keyword in named)]
