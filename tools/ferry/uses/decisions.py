"""`return any(…)` and `return all(…)`: where a loop can return what they do, and stop where they do."""

import ast

from tools.ferry.source import Module


def returned_decision(module: Module, generator: ast.GeneratorExp) -> ast.Return | None:
    """Return the statement that returns what `any` or `all` decides by the generator expression, if a loop can do so.

    The loop's names are the function's then: nothing else of it may speak of them.
    """
    call = module.parents[generator]
    statement = module.parents[call]
    is_decision = isinstance(call, ast.Call) and isinstance(call.func, ast.Name) and call.func.id in {"all", "any"}
    if not is_decision or not isinstance(statement, ast.Return) or not _is_one_line(module, statement):
        return None
    function: ast.AST = statement
    while not isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef):
        function = module.parents[function]
    inside = set(ast.walk(generator)) - set(ast.walk(generator.generators[0].iter))
    bound = {name for part in generator.generators for name in _names(part.target)}
    outside = (node for node in ast.walk(function) if node not in inside)
    is_bound = any(isinstance(part, ast.NamedExpr | ast.Lambda) for part in inside)  # a lambda sees what is bound last
    return None if is_bound or bound & {name for node in outside for name in spoken(node)} else statement


def _is_one_line(module: Module, statement: ast.Return) -> bool:
    """Tell whether nothing is before the statement on its line, and no comment in it."""
    lines = [*module.lines[statement.lineno - 1 : statement.end_lineno]]
    lines[-1] = lines[-1].encode()[: statement.end_col_offset].decode()
    return not lines[0][: statement.col_offset].strip() and not any("#" in line for line in lines)


def _names(target: ast.expr) -> set[str]:
    return {node.id for node in ast.walk(target) if isinstance(node, ast.Name)}


def spoken(node: ast.AST) -> list[str]:
    """Return the names of the function's own that the node speaks of."""
    match node:
        case ast.Name(id=name) | ast.arg(arg=name) | ast.ExceptHandler(name=str(name)):
            return [name]
        case ast.FunctionDef(name=name) | ast.AsyncFunctionDef(name=name) | ast.ClassDef(name=name):
            return [name]
        case ast.Global(names=names) | ast.Nonlocal(names=names):
            return names
        case ast.alias(name=name, asname=other):
            return [other or name]
        case ast.MatchAs(name=str(name)) | ast.MatchStar(name=str(name)) | ast.MatchMapping(rest=str(name)):
            return [name]
    return []
