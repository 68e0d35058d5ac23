"""Calls of a function of which the code has asked whether it is async: what the answer was where the call stands."""

import ast

from tools.ferry.verify.inference.tree import File, Tree, last_name

_QUESTION = "iscoroutinefunction"


def answer_at(tree: Tree, file: File, function: ast.expr) -> bool | None:
    """Return what `iscoroutinefunction(function)` was where the function is called; None where nothing asks.

    In one of the branches of that question, or below one that returns.
    """
    if not any(home is file for home, _ in tree.calls.get(_QUESTION, [])):
        return None
    below: ast.AST = function
    for above in file.up(function):
        if isinstance(above, ast.If | ast.IfExp):
            yes = _yes_of(file, above.test, function)
            if yes is not None and below is not above.test:
                is_body = below is above.body or (isinstance(above.body, list) and below in above.body)
                return yes is is_body
        block = next((part for _, part in ast.iter_fields(above) if isinstance(part, list) and below in part), [])
        for one in block[: block.index(below)] if block else []:
            yes = _yes_of(file, one.test, function) if isinstance(one, ast.If) and _leaves(one) else None
            if yes is not None:
                return not yes
        below = above
    return None


def is_bound_once(file: File, function: ast.expr) -> bool:
    """Tell whether the function is a variable that nothing binds again: an answer about it holds for good."""
    scope = file.scope_of(function).binding(function.id) if isinstance(function, ast.Name) else None
    return scope is not None and isinstance(function, ast.Name) and len(scope.names[function.id]) == 1


def _yes_of(file: File, test: ast.expr, function: ast.expr) -> bool | None:
    """Return what the answer was where the test is true; None if it is another question."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        yes = _yes_of(file, test.operand, function)
        return None if yes is None else not yes
    is_question = isinstance(test, ast.Call) and last_name(test.func) == _QUESTION and len(test.args) == 1
    return True if is_question and isinstance(test, ast.Call) and _is_same(file, test.args[0], function) else None


def _is_same(file: File, asked: ast.expr, function: ast.expr) -> bool:
    """Tell whether both expressions are the same: a name that of one variable."""
    if isinstance(asked, ast.Name) and isinstance(function, ast.Name):
        same = file.scope_of(asked).binding(asked.id) is file.scope_of(function).binding(function.id)
        return same and asked.id == function.id
    return ast.unparse(asked) == ast.unparse(function)


def _leaves(question: ast.If) -> bool:
    return isinstance(question.body[-1], ast.Return | ast.Raise)
