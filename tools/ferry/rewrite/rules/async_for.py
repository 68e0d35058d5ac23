"""`for x in f():` becomes `async for x in f():`; `f` is an async generator now.

Safe in a function that is async after the step. Leaves alone what is async already.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the async loop."""
    if not isinstance(node, cst.For) or node.asynchronous is not None:
        return node
    return node.with_changes(asynchronous=cst.Asynchronous())


RULE = Rule("async_for", (cst.For,), apply)
