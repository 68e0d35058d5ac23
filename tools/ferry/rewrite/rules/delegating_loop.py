"""`yield from f()` becomes a loop that yields each item: an async generator cannot delegate.

`context.text` is the name of the item, after `async ` when `f` is async, or a generator expression that awaits,
which stays lazy. Safe where the value of `yield from` is not used, and nobody sends into the generator.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the loop."""
    if not isinstance(node, cst.SimpleStatementLine) or len(node.body) != 1:
        return node
    expression = node.body[0]
    if not isinstance(expression, cst.Expr) or not isinstance(expression.value, cst.Yield):
        return node
    source = expression.value.value
    if not isinstance(source, cst.From):
        return node
    name = cst.Name(context.text.removeprefix("async "))
    return cst.For(
        target=name,
        iter=source.item,
        body=cst.IndentedBlock([cst.SimpleStatementLine([cst.Expr(cst.Yield(name))])], header=node.trailing_whitespace),
        asynchronous=cst.Asynchronous() if context.text.startswith("async ") else None,
        leading_lines=node.leading_lines,
    )


RULE = Rule("delegating_loop", (cst.SimpleStatementLine,), apply)
