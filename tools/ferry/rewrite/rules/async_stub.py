"""What replaces a function that is async now is wrapped: `lambda i: 4` becomes `AsyncMock(side_effect=lambda i: 4)`.

An `AsyncMock` gives what its side effect returns, or raises what it raises, when it is awaited. It does not bind: with
`context.text`, on a class, the first parameter of a lambda goes. With `gives mock`, of a lambda that gives its object:
`mock.__enter__ = lambda self: self` becomes `mock.__aenter__ = AsyncMock(return_value=mock)`.
"""

import libcst as cst

from tools.ferry.edits.edit_set import GIVES
from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the wrapped stub."""
    if not isinstance(node, cst.BaseExpression):
        return node
    given = context.text.removeprefix(GIVES)
    if given != context.text:
        return _mock("return_value", cst.parse_expression(given))
    if context.text and isinstance(node, cst.Lambda):
        node = node.with_changes(params=node.params.with_changes(params=node.params.params[1:]))
        if cst.Module([]).code_for_node(node.params) == "":
            node = node.with_changes(whitespace_after_lambda=cst.SimpleWhitespace(""))
    return _mock("side_effect", node)


def _mock(told: str, value: cst.BaseExpression) -> cst.Call:
    equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return cst.Call(cst.Name("AsyncMock"), [cst.Arg(value, keyword=cst.Name(told), equal=equal)])


RULE = Rule("async_stub", (cst.Lambda, cst.Name, cst.Attribute), apply)
