"""Namespaces that a test gives for the facade, `SimpleNamespace(get_player=lambda key: 3)`: what they have, and when.

Their stubs can be awaitable where the facade's methods are awaited, as those that a mock is told of.
"""

import ast
from collections.abc import Iterator

from tools.ferry.project.carriers import Component
from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module, called_name
from tools.ferry.types.members import put_on
from tools.ferry.types.patched import is_stub
from tools.ferry.types.values import FunctionRef, Namespace
from tools.ferry.uses.consumption import is_awaited, stays_synchronous


def is_namespace(node: ast.expr) -> bool:
    """Tell whether the expression makes a namespace."""
    return isinstance(node, ast.Call) and called_name(node.func) == "SimpleNamespace"


def namespaces(component: Component) -> Iterator[tuple[Module, ast.Call]]:
    """Yield the namespaces that are given for the component's facade."""
    for node, (_, place) in component.doubles.items():
        if isinstance(node, ast.Call) and is_namespace(node):
            yield place.module, node


def told_of_methods(project: Project, module: Module, made: ast.Call) -> dict[str, list[tuple[Module, ast.expr]]]:
    """Return what the namespace has for the facade's methods: told where it is made, or put there later."""
    holder, inference = Namespace(made, module), project.references.inference
    found: dict[str, list[tuple[Module, ast.expr]]] = {}
    for name in sorted(project.facade_methods):
        told = [(module, value) for key, value in _told(made) if key == name]
        told += put_on(inference, holder, name)
        if told:
            found[name] = told
    return found


def answered(project: Project, module: Module, made: ast.Call) -> frozenset[str]:
    """Return the facade's methods that the namespace has, or may have by what is spread and not written there."""
    told = told_of_methods(project, module, made)
    return project.facade_methods if _is_open(made) else frozenset(told)


def follows(project: Project, module: Module, made: ast.Call) -> bool:
    """Tell whether all that the namespace has for methods that are awaited in the target can be awaitable."""
    told = told_of_methods(project, module, made)
    awaited = {name: values for name, values in told.items() if not stays_synchronous(project, name)}
    stubs = [value for values in awaited.values() for _, value in values]
    can_wait = all(is_awaited(project, name) for name in awaited) and all(map(_can_be_awaited, stubs))
    return can_wait and not _is_open(made)


def _told(made: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """Yield what the call says by keywords, also by those of a table that is written there."""
    for keyword in made.keywords:
        if keyword.arg is not None:
            yield keyword.arg, keyword.value
        elif isinstance(keyword.value, ast.Dict):
            keys = zip(keyword.value.keys, keyword.value.values, strict=True)
            yield from ((str(key.value), value) for key, value in keys if isinstance(key, ast.Constant))


def _is_open(made: ast.Call) -> bool:
    """Tell whether something is spread in the call, or given, of which the names are not written there."""
    spread = [keyword.value for keyword in made.keywords if keyword.arg is None]
    tables = [table for table in spread if isinstance(table, ast.Dict)]
    known = all(isinstance(key, ast.Constant) for table in tables for key in table.keys)
    return bool(made.args) or len(tables) < len(spread) or not known


def stubs_beside(project: Project, component: Component) -> set[Function]:
    """Return the functions that namespaces given for the component's facade have in the place of its methods."""
    told = (told_of_methods(project, module, made) for module, made in namespaces(component))
    places = [place for methods in told for values in methods.values() for place in values]
    values = (value for place in places for value in project.references.inference.of(*place))
    return {value.function for value in values if isinstance(value, FunctionRef)}


def _can_be_awaited(stub: ast.expr) -> bool:
    if isinstance(stub, ast.Call):
        return called_name(stub) in {"AsyncMock", "MagicMock", "Mock"} or is_stub(stub)
    return isinstance(stub, ast.Lambda | ast.Name)
