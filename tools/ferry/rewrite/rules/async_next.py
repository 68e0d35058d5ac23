"""`next(f())` becomes `await anext(f())`; `f` is an async generator now. A default stays where it is."""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule, awaited


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the awaited call of `anext`."""
    return awaited(node.with_changes(func=cst.Name("anext")), context) if isinstance(node, cst.Call) else node


RULE = Rule("async_next", (cst.Call,), apply)
