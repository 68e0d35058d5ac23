"""`Generator[Y, S, R]` becomes `AsyncGenerator[Y, S]`: an async generator returns nothing.

The name itself is changed by `replace_name`; this rule drops the third argument. Leaves other subscripts alone.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the subscript with two arguments."""
    if not isinstance(node, cst.Subscript) or len(node.slice) != 3:
        return node
    kept = [*node.slice[:1], node.slice[1].with_changes(comma=cst.MaybeSentinel.DEFAULT)]
    return node.with_changes(slice=kept)


RULE = Rule("async_generator", (cst.Subscript,), apply)
