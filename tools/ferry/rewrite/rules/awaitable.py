"""`Callable[[A], T]` becomes `Callable[[A], Awaitable[T]]`: what is called there is async now.

Applied to the `T`. Where other functions may be called there too, and stay as they are, the call asks what it got
(`await_if_awaitable`), and the result becomes `T | Awaitable[T]`; `Union[T, Awaitable[T]]` where the module writes so.
`context.text` is `|`, `Union` or nothing. Leaves a result that is awaitable already.
"""

import libcst as cst

from tools.ferry.edits.awaitable import awaitable
from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the wider result."""
    if not isinstance(node, cst.BaseExpression):
        return node
    return cst.parse_expression(awaitable(cst.Module([]).code_for_node(node), context.text))


RULE = Rule("awaitable", (cst.BaseExpression,), apply)
