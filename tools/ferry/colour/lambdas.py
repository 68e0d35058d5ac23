"""Lambdas: which of them can become a function with a name, that awaits, before the statement that holds them."""

import ast

from tools.ferry.project.project import Project
from tools.ferry.source import Function
from tools.ferry.uses.cases import is_expectation

_SCOPES = ast.Lambda | ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp
_SIMPLE = ast.Expr | ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Return | ast.Assert | ast.Raise


def can_be_named(project: Project, function: Function) -> bool:
    """Tell whether a function that is defined before the lambda's statement sees the same names."""
    module, node = function.module, function.node
    statement = statement_of(project, function)
    if statement is None or not isinstance(node, ast.Lambda) or isinstance(module.parents[statement], ast.ClassDef):
        return False
    before = module.lines[statement.lineno - 1][: statement.col_offset]
    between = []
    for parent in project.program.ancestors(module, node):
        if parent is statement:
            break
        between.append(parent)
    rebinds = any(isinstance(part, ast.NamedExpr | ast.Yield | ast.YieldFrom) for part in ast.walk(node))
    return not before.strip() and not rebinds and not any(isinstance(part, _SCOPES) for part in between)


def expectation_of(function: Function) -> tuple[ast.Call, int] | None:
    """Return the call that expects an error of the lambda, and its position there: `assertRaises(Error, lambda: f(x))`.

    The lambda's body can stand in a block that expects it.
    """
    module, node = function.module, function.node
    call = module.parents[node]
    if not isinstance(node, ast.Lambda) or not isinstance(call, ast.Call) or node not in call.args:
        return None
    position = call.args.index(node)
    alone = not function.params and position == len(call.args) - 1 and function.outer is not None
    return (call, position) if alone and is_expectation(module, call, position) else None


def statement_of(project: Project, function: Function) -> ast.stmt | None:
    """Return the statement that holds the lambda, if it is one of a single line of logic."""
    parents = project.program.ancestors(function.module, function.node)
    statement = next((parent for parent in parents if isinstance(parent, ast.stmt)), None)
    return statement if isinstance(statement, _SIMPLE) else None
