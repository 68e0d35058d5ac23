"""Updates that read before they wait: `self.total += await …` undoes what another task writes meanwhile.

Before the step nothing came between: the call did not give the event loop back.
"""

import ast

from tools.ferry.project.project import Project
from tools.ferry.source import Function, Module


def update_around(project: Project, function: Function, module: Module, node: ast.expr) -> ast.expr | None:
    """Return what others can see, and the statement around the awaited node reads before it and writes after it."""
    below: ast.AST = node
    for above in project.program.ancestors(module, node):
        match above:
            case ast.AugAssign(target=target):
                return target if below is above.value and _is_shared(function, target) else None
            case ast.Assign(targets=[target], value=value):
                return target if _is_shared(function, target) and _is_read_before(target, value, node) else None
            case ast.stmt() | ast.Lambda():
                return None
        below = above
    return None


def _is_shared(function: Function, target: ast.expr) -> bool:
    """Tell whether it is a part of what the function did not make itself, or a variable of the module."""
    root = target
    while isinstance(root, ast.Attribute | ast.Subscript):
        root = root.value
    if not isinstance(root, ast.Name):
        return False
    is_own = root.id in function.assigned
    return not is_own and (root is not target or not function.binds(root.id))


def _is_read_before(target: ast.expr, value: ast.expr, node: ast.expr) -> bool:
    text, awaited = ast.unparse(target), (node.lineno, node.col_offset)
    reads = (part for part in ast.walk(value) if isinstance(part, type(target)) and ast.unparse(part) == text)
    return any((read.lineno, read.col_offset) < awaited for read in reads)
