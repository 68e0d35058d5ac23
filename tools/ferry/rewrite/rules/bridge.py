"""`layer.load(x)` becomes `await to_async(layer).load(x)`: the object stays on the facade, this call leaves it.

Used where a blocked place keeps the object synchronous. `context.text` is the name of `[target] from_facade`.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule

_RECEIVERS = (
    cst.Name, cst.Attribute, cst.Call, cst.Subscript, cst.BooleanOperation, cst.IfExp, cst.NamedExpr,
)  # fmt: skip


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the call that gives the async form of the receiver."""
    if not isinstance(node, cst.BaseExpression):
        return node
    return cst.Call(cst.parse_expression(context.text), [cst.Arg(node.with_changes(lpar=[], rpar=[]))])


RULE = Rule("bridge", _RECEIVERS, apply)
