"""`f(x)` becomes `await asyncio.to_thread(f, x)`: the callee is still synchronous and would block the event loop.

Safe where the callee used to run in a worker thread, as entry points of frameworks do. The callee's own step turns it
into `await f(x)`. With `context.text`, it is the body of a lambda, whose caller awaits it:
`lambda: asyncio.to_thread(f, x)`. In tests, what a blocker keeps synchronous for good is called as before, in their own
thread, as nothing else waits for their loop; only what comes to an event loop of its own cannot be.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule, awaited


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the awaited call in a worker thread."""
    if not isinstance(node, cst.Call):
        return node
    several_lines = isinstance(node.whitespace_before_args, cst.ParenthesizedWhitespace)
    space = node.whitespace_before_args if several_lines else cst.SimpleWhitespace(" ")
    comma = cst.Comma(whitespace_after=space) if node.args else cst.MaybeSentinel.DEFAULT
    moved = node.with_changes(
        func=cst.parse_expression("asyncio.to_thread"), args=[cst.Arg(node.func, comma=comma), *node.args]
    )
    return moved if context.text else awaited(moved, context)


RULE = Rule("off_loop", (cst.Call,), apply)
