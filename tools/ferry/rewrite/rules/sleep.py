"""`time.sleep(x)` becomes `await asyncio.sleep(x)`: in a function that is async now, other tasks go on meanwhile.

What polls may wait for one of them. Safe as a statement of a function that this step makes async: it runs in a loop.
Leaves alone a sleep that holds a lock between threads, and all where a test of the tree replaces `time.sleep`.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule, awaited


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the awaited sleep."""
    if not isinstance(node, cst.Call):
        return node
    return awaited(node.with_changes(func=cst.parse_expression("asyncio.sleep")), context)


RULE = Rule("sleep", (cst.Call,), apply)
