"""`f(x)` becomes `await f(x)`; `f(x).name` becomes `(await f(x)).name`.

Safe in a function that is async after the step. Keeps parentheses and comments of the call.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule, awaited


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the awaited call."""
    return awaited(node, context) if isinstance(node, cst.Call) else node


RULE = Rule("await_call", (cst.Call,), apply)
