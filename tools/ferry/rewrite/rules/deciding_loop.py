"""`return any(await f(x) for x in xs)` becomes a loop that returns `True` where one is true, and `False` after it.

`all` likewise, and what either gets of `map` or `filter`, of which `unroll` has made a generator expression. One with
an await is an async generator, which neither of them can read; the loop stops where they did. Safe where no other code
of the function speaks of the names that the loop binds. Elsewhere `any` and `all` get a list (`list_comprehension`).
"""

import ast
from typing import TypeVar

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule

_BINDING = cst.Await | cst.Attribute | cst.Call | cst.Name | cst.Subscript
"""What needs no parentheses after `not`, or beside `and`."""
_COMPARING = cst.Comparison | cst.UnaryOperation | cst.BinaryOperation

_Expression = TypeVar("_Expression", bound=cst.BaseExpression)


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the loop, and the statement after it."""
    if not isinstance(node, cst.SimpleStatementLine) or not isinstance(node.body[0], cst.Return):
        return node
    call = node.body[0].value
    if not isinstance(call, cst.Call) or not isinstance(call.args[0].value, cst.GeneratorExp):
        return node
    generator = call.args[0].value
    is_any = isinstance(call.func, cst.Name) and call.func.value == "any"
    element = generator.elt if is_any else _not(generator.elt)
    loop = _loop(generator.for_in, element, _return("True" if is_any else "False"))
    header = node.trailing_whitespace
    body = cst.ensure_type(loop.body, cst.IndentedBlock).with_changes(header=header)
    return cst.FlattenSentinel(
        [loop.with_changes(leading_lines=node.leading_lines, body=body), _return("False" if is_any else "True")]
    )


def _loop(part: cst.CompFor, element: cst.BaseExpression, decided: cst.SimpleStatementLine) -> cst.For:
    """Return the loops of the generator expression, one in another."""
    inner: cst.BaseStatement
    if part.inner_for_in is not None:
        inner = _loop(part.inner_for_in, element, decided)
        inner = _if([condition.test for condition in part.ifs], inner) if part.ifs else inner
    else:
        inner = _if([*(condition.test for condition in part.ifs), element], decided)
    target, items = _in_brackets(part.target), _in_brackets(part.iter)
    return cst.For(target, items, cst.IndentedBlock([inner]), asynchronous=part.asynchronous)


def _if(tests: list[cst.BaseExpression], inner: cst.BaseStatement) -> cst.If:
    test = tests[0] if len(tests) == 1 else _beside(tests[0])
    for other in tests[1:]:
        test = cst.BooleanOperation(test, cst.And(), _beside(other))
    return cst.If(_in_brackets(test), cst.IndentedBlock([inner]))


def _in_brackets(expression: _Expression) -> _Expression:
    """Return the expression as it can stand alone: what goes over several lines had the brackets of the call."""
    code = cst.Module([]).code_for_node(expression)
    try:
        ast.parse(code, mode="eval")
    except SyntaxError:
        return _in_parentheses(expression)
    return expression


def _beside(operand: cst.BaseExpression) -> cst.BaseExpression:
    is_and = isinstance(operand, cst.BooleanOperation) and isinstance(operand.operator, cst.And)
    return operand if is_and or isinstance(operand, _BINDING | _COMPARING) else _in_parentheses(operand)


def _not(operand: cst.BaseExpression) -> cst.BaseExpression:
    if isinstance(operand, cst.UnaryOperation) and isinstance(operand.operator, cst.Not):
        return operand.expression
    return cst.UnaryOperation(cst.Not(), operand if isinstance(operand, _BINDING) else _in_parentheses(operand))


def _in_parentheses(operand: _Expression) -> _Expression:
    return operand if operand.lpar else operand.with_changes(lpar=[cst.LeftParen()], rpar=[cst.RightParen()])


def _return(value: str) -> cst.SimpleStatementLine:
    return cst.SimpleStatementLine([cst.Return(cst.Name(value))])


RULE = Rule("deciding_loop", (cst.SimpleStatementLine,), apply)
