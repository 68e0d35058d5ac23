"""An iterator that a variable holds until one place reads it: `lines = read(); for line in lines:`."""

import ast

from tools.ferry.source import Module, Program


def read_once(program: Program, module: Module, made: ast.expr) -> ast.Name | None:
    """Return the one place that reads what is made there and put into a local variable, in the same function."""
    statement = module.parents[made]
    target = statement.targets[0] if isinstance(statement, ast.Assign) and len(statement.targets) == 1 else None
    function = program.binder(module, target) if isinstance(target, ast.Name) else None
    if not isinstance(target, ast.Name) or function is None or len(function.assigned.get(target.id, [])) != 1:
        return None
    named = [one for one in program.loads.within(module, target.id) if isinstance(one, ast.Name)]
    reads = [one for one in named if isinstance(one.ctx, ast.Load) and program.binder(module, one) is function]
    is_local = all(param.arg != target.id for param in function.params)
    return reads[0] if is_local and len(reads) == 1 and program.enclosing(module, reads[0]) is function else None
