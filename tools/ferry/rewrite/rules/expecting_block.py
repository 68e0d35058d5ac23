"""`raises(Error, f, x)` becomes `with raises(Error): await f(x)`; `f` is async now, and calling it raises nothing yet.

Also `self.assertRaises(…)`; of `raises(Error, lambda: f(x))` the body. `context.text` is the position of `f`. Safe
where the call is a statement of its own.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the block."""
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1:
        return node
    expression = node.body[0]
    call = expression.value if isinstance(expression, cst.Expr) else None
    if not isinstance(call, cst.Call):
        return node
    position = int(context.text)
    expected = [*call.args[: position - 1], call.args[position - 1].with_changes(comma=cst.MaybeSentinel.DEFAULT)]
    function = call.args[position].value
    awaited: cst.BaseExpression
    if isinstance(function, cst.Lambda):
        awaited = function.body
    else:
        awaited = cst.Await(cst.Call(function, [*call.args[position + 1 :]]))
    return cst.With(
        items=[cst.WithItem(cst.Call(call.func, expected))],
        body=cst.IndentedBlock([cst.SimpleStatementLine([cst.Expr(awaited)])], header=node.trailing_whitespace),
        leading_lines=node.leading_lines,
    )


RULE = Rule("expecting_block", (cst.SimpleStatementLine,), apply)
