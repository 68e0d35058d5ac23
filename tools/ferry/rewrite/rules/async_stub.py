"""What replaces a function that is async now is wrapped: `lambda i: 4` becomes `AsyncMock(side_effect=lambda i: 4)`.

An `AsyncMock` gives what its side effect returns, or raises what it raises, when it is awaited. It does not bind: with
`context.text`, on a class, the first parameter of a lambda goes.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the wrapped stub."""
    if not isinstance(node, cst.BaseExpression):
        return node
    if context.text and isinstance(node, cst.Lambda):
        node = node.with_changes(params=node.params.with_changes(params=node.params.params[1:]))
        if cst.Module([]).code_for_node(node.params) == "":
            node = node.with_changes(whitespace_after_lambda=cst.SimpleWhitespace(""))
    equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    return cst.Call(cst.Name("AsyncMock"), [cst.Arg(node, keyword=cst.Name("side_effect"), equal=equal)])


RULE = Rule("async_stub", (cst.Lambda, cst.Name, cst.Attribute), apply)
