"""`Thread(target=f)` becomes `Thread(target=to_sync(f))`: a thread cannot await, and `f` is async now.

`context.text` is the name of `[target] to_sync`, which returns a function that runs the coroutine to its end.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the call that makes the function synchronous."""
    if not isinstance(node, cst.BaseExpression):
        return node
    return cst.Call(cst.parse_expression(context.text), [cst.Arg(node)])


RULE = Rule("to_sync", (cst.Name, cst.Attribute, cst.Call, cst.Lambda), apply)
