"""Updates that read before they wait: `self.total += await …` undoes what another task writes meanwhile.

Before the step nothing came between: the call did not give the event loop back.
"""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module
from tools.ferry.types.values import Instance

_KEYED = frozenset({"__getitem__", "get", "pop", "setdefault"})
"""Methods that read the entry of a key."""

_WRITING = frozenset({"__setitem__", "update"})
"""Methods that write entries of what they are given."""


def update_around(project: Project, function: Function, module: Module, node: ast.expr) -> ast.expr | None:
    """Return what others can see, and the statement around the awaited node reads before it and writes after it."""
    below: ast.AST = node
    for above in project.program.ancestors(module, node):
        match above:
            case ast.AugAssign(target=target):
                return target if below is above.value and _is_shared(function, target) else None
            case ast.Assign(value=value):
                parts = (part for target in above.targets for part in _parts(target))
                return next((part for part in parts if _is_updated(function, module, part, value, node)), None)
            case ast.AnnAssign(target=target, value=ast.expr() as value):
                return target if _is_updated(function, module, target, value, node) else None
            case ast.Expr(value=ast.Call(func=ast.Attribute(value=owner, attr=name)) as call) if name in _WRITING:
                given = ast.Tuple([*call.args, *(keyword.value for keyword in call.keywords)], ast.Load())
                is_object = any(isinstance(v, Instance) for v in project.references.inference.of(module, owner))
                return owner if not is_object and _is_updated(function, module, owner, given, node) else None
            case ast.stmt() | ast.Lambda():
                return None
        below = above
    return None


def _parts(target: ast.expr) -> Iterator[ast.expr]:
    """Yield what an assignment sets."""
    if isinstance(target, ast.Tuple | ast.List):
        yield from (part for element in target.elts for part in _parts(element))
    else:
        yield target


def _is_updated(function: Function, module: Module, target: ast.expr, value: ast.expr, node: ast.expr) -> bool:
    """Tell whether the value is made of what others see there, read before the code waits."""
    awaited = (node.lineno, node.col_offset)
    return _is_shared(function, target) and any(
        (read.lineno, read.col_offset) < awaited for read in _reads(module, target, value)
    )


def _is_shared(function: Function, target: ast.expr) -> bool:
    """Tell whether it is a part of what the function did not make itself, or a variable of the module."""
    root = target
    while isinstance(root, ast.Attribute | ast.Subscript):
        root = root.value
    if not isinstance(root, ast.Name):
        return False
    is_own = root.id in function.assigned
    return not is_own and (root is not target or not function.binds(root.id))


def _reads(module: Module, target: ast.expr, value: ast.expr) -> Iterator[ast.expr]:
    """Yield where the value reads what the target names: an entry also by `get`, or together with all others."""
    text = ast.unparse(target)
    for part in ast.walk(value):
        if not isinstance(part, ast.expr) or isinstance(getattr(part, "ctx", None), ast.Store):
            continue
        if isinstance(part, type(target)) and ast.unparse(part) == text:
            yield part
        elif isinstance(target, ast.Subscript) and ast.unparse(part) == ast.unparse(target.value):
            key = _key_read(module, part)
            if key is None or ast.unparse(key) == ast.unparse(target.slice):
                yield part


def _key_read(module: Module, owner: ast.expr) -> ast.expr | None:
    """Return by which key an entry of the owner is read there; nothing where another use is made of it."""
    above = module.parents[owner]
    match above:
        case ast.Subscript(slice=key) if above.value is owner:
            return key
        case ast.Attribute(attr=name) if name in _KEYED:
            call = module.parents[above]
            return call.args[0] if isinstance(call, ast.Call) and call.func is above and call.args else None
    return None
