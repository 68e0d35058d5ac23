"""What is put into the collection that a variable holds: `kept["a"] = layer`, `kept.append(layer)`."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Module
from tools.ferry.types.collections import ADDING_METHODS

_ADDING = ADDING_METHODS | {"extendleft", "put", "put_nowait", "update"}


def put_inside(project: Project, module: Module, node: ast.Name) -> Iterator[tuple[Module, ast.expr]]:
    """Yield what is put into the variable of the name, in its scope."""
    scope = project.program.binder(module, node)
    for other in module.nodes(ast.Name):
        if other.id == node.id and project.program.binder(module, other) is scope:
            yield from ((module, given) for given in _given(module, other))


def _given(module: Module, name: ast.Name) -> list[ast.expr]:
    match module.parents[name]:
        case ast.Subscript(ctx=ast.Store(), value=value) as target if value is name:
            statement = module.parents[target]
            return [statement.value] if isinstance(statement, ast.Assign | ast.AugAssign) else []
        case ast.Attribute(attr=adding) as method if adding in _ADDING:
            call = module.parents[method]
            is_call = isinstance(call, ast.Call) and call.func is method
            return [*call.args, *(k.value for k in call.keywords)] if is_call and isinstance(call, ast.Call) else []
        case ast.AugAssign(target=target, value=given) if target is name:
            return [given]
    return []
