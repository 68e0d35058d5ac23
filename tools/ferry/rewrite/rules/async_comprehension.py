"""`[x for x in f()]` becomes `[x async for x in f()]`; `f` is an async generator now.

Safe in a function that is async after the step. A generator expression becomes a list by `list_comprehension`.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the async part of the comprehension."""
    if not isinstance(node, cst.CompFor) or node.asynchronous is not None:
        return node
    return node.with_changes(asynchronous=cst.Asynchronous())


RULE = Rule("async_comprehension", (cst.CompFor,), apply)
