"""Calls of a function of which the code has asked whether it is async: what the answer was where the call stands."""

import ast

from tools.ferry.verify.inference.tree import File, last_name


def answer_at(file: File, function: ast.expr) -> bool | None:
    """Return what `iscoroutinefunction(function)` was where the function is called; None where nothing asks.

    In one of the branches of that question, or below one that returns.
    """
    text = ast.unparse(function)
    below: ast.AST = function
    for above in file.up(function):
        if isinstance(above, ast.If | ast.IfExp):
            yes = _yes_of(above.test, text)
            if yes is not None and below is not above.test:
                is_body = below is above.body or (isinstance(above.body, list) and below in above.body)
                return yes is is_body
        block = next((part for _, part in ast.iter_fields(above) if isinstance(part, list) and below in part), [])
        for one in block[: block.index(below)] if block else []:
            yes = _yes_of(one.test, text) if isinstance(one, ast.If) and _leaves(one) else None
            if yes is not None:
                return not yes
        below = above
    return None


def _yes_of(test: ast.expr, text: str) -> bool | None:
    """Return what the answer was where the test is true; None if it is another question."""
    if isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not):
        yes = _yes_of(test.operand, text)
        return None if yes is None else not yes
    is_question = isinstance(test, ast.Call) and last_name(test.func) == "iscoroutinefunction" and len(test.args) == 1
    return True if is_question and isinstance(test, ast.Call) and ast.unparse(test.args[0]) == text else None


def _leaves(question: ast.If) -> bool:
    return isinstance(question.body[-1], ast.Return | ast.Raise)
