"""Calls of a function of which the code has asked whether it is async: what the answer was where the call stands."""

import ast

from tools.ferry.verify.inference.scopes import FunctionDef
from tools.ferry.verify.inference.tree import File, Tree, last_name

_QUESTION = "iscoroutinefunction"


def answer_at(tree: Tree, file: File, function: ast.expr, place: ast.AST | None = None) -> bool | None:
    """Return what `iscoroutinefunction(function)` was where the function is called; None where nothing asks.

    In one of the branches of that question, or below one that returns. `place`: not there, but at another node.
    """
    if not any(home is file for home, _ in tree.calls.get(_QUESTION, [])):
        return None
    below = place or function
    for above in file.up(below):
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
        if isinstance(above, FunctionDef) and (yes := _answer_where_read(tree, file, function, above)) is not None:
            return yes
        below = above
    return None


def _answer_where_read(tree: Tree, file: File, function: ast.expr, inner: FunctionDef) -> bool | None:
    """Return what the answer was wherever the function around reads the inner one, which it defines before it asks."""
    around = file.function_of(inner)
    reads = file.loads_of(file.scopes[around], inner.name) if isinstance(around, FunctionDef) else []
    answers = {answer_at(tree, file, function, read) if file.function_of(read) is around else None for read in reads}
    return answers.pop() if len(answers) == 1 else None


def is_bound_once(file: File, function: ast.expr) -> bool:
    """Tell whether the function is a variable that nothing binds again: an answer about it holds for good."""
    scope = file.scope_of(function).binding(function.id) if isinstance(function, ast.Name) else None
    return scope is not None and isinstance(function, ast.Name) and len(scope.names[function.id]) == 1


def ends_where(tree: Tree, file: File, ends: list[ast.expr], function: ast.expr, answer: bool) -> list[ast.expr]:
    """Return those of the returned expressions that may be returned where that is `iscoroutinefunction(function)`."""
    parts = [part for end in ends for part in _parts(end)]
    return [part for part in parts if answer_at(tree, file, function, part) is not (not answer)]


def _parts(end: ast.expr) -> list[ast.expr]:
    return [*_parts(end.body), *_parts(end.orelse)] if isinstance(end, ast.IfExp) else [end]


def _yes_of(file: File, test: ast.expr, function: ast.expr) -> bool | None:
    """Return what the answer was where the test is true; None if it is another question."""
    if isinstance(test, ast.Name) and is_bound_once(file, test):
        scope = file.scope_of(test).binding(test.id)
        kept = [b.value for b in scope.names[test.id] if b.kind == "value"] if scope is not None else []
        return _yes_of(file, kept[0], function) if kept and isinstance(kept[0], ast.Call) else None
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
