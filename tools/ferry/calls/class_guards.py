"""What code asks to be a class before it calls it: `if not isclass(made): raise …`, `if issubclass(made, Base): …`."""

import ast
from collections.abc import Iterator

from tools.ferry.project.project import Project
from tools.ferry.source import Module, called_name

_LEAVING = ast.Raise | ast.Return | ast.Continue


def is_known_class(project: Project, module: Module, node: ast.expr) -> bool:
    """Tell whether the variable is a class wherever code comes to the node."""
    return isinstance(node, ast.Name) and any(
        not _is_set_between(project, module, node, guard) for guard in _guards(project, module, node)
    )


def _guards(project: Project, module: Module, name: ast.Name) -> Iterator[ast.If]:
    """Yield the conditions that let only a class come to the name: around it, or before it in a block around it."""
    child: ast.AST = name
    for parent in project.program.ancestors(module, name):
        if isinstance(parent, ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda):
            around = parent.body if not isinstance(parent, ast.Lambda) else []
            yield from _before(child, around, name.id)
            return
        if isinstance(parent, ast.If) and child in parent.body and _asks(parent.test, name.id):
            yield parent
        for field in ("body", "orelse", "finalbody"):
            block = getattr(parent, field, None)
            if isinstance(block, list) and child in block:
                yield from _before(child, block, name.id)
        child = parent


def _before(statement: ast.AST, block: list[ast.stmt], name: str) -> Iterator[ast.If]:
    for earlier in block[: block.index(statement)] if statement in block else ():
        if isinstance(earlier, ast.If) and isinstance(earlier.body[-1], _LEAVING) and _refuses(earlier.test, name):
            yield earlier


def _asks(test: ast.expr, name: str) -> bool:
    """Tell whether the condition holds for a class alone."""
    match test:
        case ast.BoolOp(ast.And(), values):
            return any(_asks(value, name) for value in values)
        case ast.UnaryOp(ast.Not(), operand):
            return _refuses(operand, name)
        case ast.Call(args=[ast.Name(asked)]) if called_name(test.func) == "isclass":
            return asked == name
        case ast.Call(ast.Name("issubclass"), [ast.Name(asked), _]):
            return asked == name
        case ast.Call(ast.Name("isinstance"), [ast.Name(asked), ast.Name("type")]):
            return asked == name
    return False


def _refuses(test: ast.expr, name: str) -> bool:
    """Tell whether the condition holds for all that is no class."""
    match test:
        case ast.BoolOp(ast.Or(), values):
            return any(_refuses(value, name) for value in values)
        case ast.UnaryOp(ast.Not(), operand):
            return _asks(operand, name)
    return False


def _is_set_between(project: Project, module: Module, name: ast.Name, guard: ast.If) -> bool:
    function = project.owner(module, name)
    nodes = ast.walk(function.node) if function is not None else ()
    return any(
        isinstance(node, ast.Name)
        and node.id == name.id
        and not isinstance(node.ctx, ast.Load)
        and guard.lineno <= node.lineno <= name.lineno
        for node in nodes
    )
