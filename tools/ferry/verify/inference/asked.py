"""Calls of a function of which the code has asked whether it is async: where the answer was no, it is not."""

import ast

from tools.ferry.verify.inference.tree import File, last_name


def is_known_synchronous(file: File, call: ast.Call) -> bool:
    """Tell whether the call stands where `iscoroutinefunction(function)` was false, of the function that it calls.

    In the `else` of that question, or below one that returns.
    """
    text = ast.unparse(call.func)
    below: ast.AST = call
    for above in file.up(call):
        if isinstance(above, ast.If | ast.IfExp):
            no = above.orelse if _asks(above.test, text) else above.body if _denies(above.test, text) else None
            if no is below or (isinstance(no, list) and below in no):
                return True
        block = next((part for _, part in ast.iter_fields(above) if isinstance(part, list) and below in part), [])
        before = block[: block.index(below)] if block else []
        if any(isinstance(one, ast.If) and _asks(one.test, text) and _leaves(one) for one in before):
            return True
        below = above
    return False


def _asks(test: ast.expr, text: str) -> bool:
    is_question = isinstance(test, ast.Call) and last_name(test.func) == "iscoroutinefunction" and len(test.args) == 1
    return is_question and isinstance(test, ast.Call) and ast.unparse(test.args[0]) == text


def _denies(test: ast.expr, text: str) -> bool:
    return isinstance(test, ast.UnaryOp) and isinstance(test.op, ast.Not) and _asks(test.operand, text)


def _leaves(question: ast.If) -> bool:
    return isinstance(question.body[-1], ast.Return | ast.Raise)
