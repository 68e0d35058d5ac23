"""`raises(Error, f, x)` becomes `with raises(Error): await f(x)`; `f` is async now, and calling it raises nothing yet.

Also `self.assertRaises(…)`; of `raises(Error, lambda: f(x))` the body. `context.text` is the position of `f`. Safe
where the call is a statement of its own, or a variable gets what it gives: `with raises(Error) as error: …`.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the block."""
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1:
        return node
    statement = node.body[0]
    call = statement.value if isinstance(statement, cst.Expr | cst.Assign) else None
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
    target = statement.targets[0].target if isinstance(statement, cst.Assign) else None
    name = cst.AsName(target) if isinstance(target, cst.Name) else None
    return cst.With(
        items=[cst.WithItem(cst.Call(call.func, expected), asname=name)],
        body=cst.IndentedBlock([cst.SimpleStatementLine([cst.Expr(awaited)])], header=node.trailing_whitespace),
        leading_lines=node.leading_lines,
    )


RULE = Rule("expecting_block", (cst.SimpleStatementLine,), apply)
