"""`asyncio.run(f())` becomes `await f()` in a function that is async now: a loop is running already.

`asyncio.run` gives the coroutine a copy of the context, so that what it sets in context variables stays its own. Where
the tree has context variables (`context.text`), a task keeps that: `await asyncio.create_task(f())`.
"""

import libcst as cst

from tools.ferry.rewrite.layout import begins_lines, indented
from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule, awaited


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the awaited coroutine, or the awaited task that runs it."""
    if not isinstance(node, cst.Call):
        return node
    if context.text:
        return awaited(node.with_changes(func=cst.parse_expression("asyncio.create_task")), context)
    given = node.args[0]
    inner = begins_lines(node.whitespace_before_args)
    last = given.comma.whitespace_after if isinstance(given.comma, cst.Comma) else given.whitespace_after_arg
    outer = begins_lines(last)
    coroutine = given.value if inner is None or outer is None else indented(given.value, inner, outer)
    bound_tightly = isinstance(coroutine, cst.Call | cst.Name | cst.Attribute)
    lpar, rpar = ([], []) if bound_tightly else ([cst.LeftParen()], [cst.RightParen()])
    return awaited(node, context).with_changes(expression=coroutine.with_changes(lpar=lpar, rpar=rpar))


RULE = Rule("join_loop", (cst.Call,), apply)
