"""What is put into what a variable or an attribute holds: `kept["a"] = layer`, `box.kept.append(layer)`.

A collection gets it by the methods that add something; an object of a library keeps what any of its methods is given.
"""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.types.collections import ADDING_METHODS
from tools.ferry.types.names import resolve_expression

_ADDING = ADDING_METHODS | {"extendleft", "put", "put_nowait", "update"}


def put_inside(
    project: Project, module: Module, node: ast.Name | ast.Attribute, *, by_any: bool = False
) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what is put into the variable, wherever the tree speaks of it, or into attributes of the name.

    With `by_any`, that is what any of its methods is given.
    """
    if isinstance(node, ast.Attribute):
        yield from _into_attribute(project, module, node, by_any=by_any)
        return
    for owner, other in _named_so(project, module, node):
        yield from ((owner, given) for given in given_to(owner, other, by_any=by_any))


def _into_attribute(
    project: Project, module: Module, node: ast.Attribute, *, by_any: bool
) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what is put into an attribute that can be the same one."""
    inference = project.references.inference
    key = (node.attr, by_any)
    if key not in project.put_into:
        places = project.program.loads.get(node.attr, [])
        known = [(m, at, given_to(m, at, by_any=by_any)) for m, at in places if isinstance(at, ast.Attribute)]
        project.put_into[key] = [(m, other, given) for m, other, given in known if given]
    for owner, other, given in project.put_into[key]:
        owners, others = inference.of(module, node.value), inference.of(owner, other.value)
        if owners & others or not (owners and others):
            yield from ((owner, one) for one in given)


def _named_so(project: Project, module: Module, node: ast.Name) -> Iterator[tuple[Module, ast.Name | ast.Attribute]]:
    """Yield where code speaks of the variable."""
    scope = project.program.binder(module, node)
    for name in module.names[node.id]:
        if project.program.binder(module, name) is scope:
            yield module, name
    variable = resolve_expression(project.program, module, node) if scope is None else None
    for owner, other in project.program.loads.get(node.id, []) if isinstance(variable, tuple) else ():
        if owner is not module and resolve_expression(project.program, owner, other) == variable:
            yield owner, other


def given_to(module: Module, named: ast.expr, *, by_any: bool = False) -> list[ast.expr]:
    """Return what is put there into what the expression is; with `by_any`, what any of its methods is given."""
    match module.parents[named]:
        case ast.Subscript(ctx=ast.Store(), value=value) as target if value is named:
            statement = module.parents[target]
            return [statement.value] if isinstance(statement, ast.Assign | ast.AugAssign) else []
        case ast.Attribute(attr=adding) as method if by_any or adding in _ADDING:
            call = module.parents[method]
            is_call = isinstance(call, ast.Call) and call.func is method
            return [*call.args, *(k.value for k in call.keywords)] if is_call and isinstance(call, ast.Call) else []
        case ast.AugAssign(target=target, value=given) if target is named:
            return [given]
    return []
