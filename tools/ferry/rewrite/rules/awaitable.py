"""`Callable[[A], T]` becomes `Callable[[A], Awaitable[T]]`: what the table holds is async now.

Applied to the `T`; leaves a result that is awaitable already.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return `Awaitable[node]`."""
    if not isinstance(node, cst.BaseExpression):
        return node
    return cst.Subscript(cst.Name("Awaitable"), [cst.SubscriptElement(cst.Index(node))])


RULE = Rule("awaitable", (cst.BaseExpression,), apply)
