"""`load.return_value.title.return_value = "x"` gets `load.return_value = MagicMock()` before it.

What an `AsyncMock` gives has awaitable methods, unless it is told what it gives. `context.text` counts from the inside
which `return_value` of the target is meant.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return both statements."""
    if not isinstance(node, cst.SimpleStatementLine) or not isinstance(node.body[0], cst.Assign):
        return node
    results: list[cst.Attribute] = []
    part: cst.BaseExpression = node.body[0].targets[0].target
    while isinstance(part, cst.Attribute | cst.Call):
        if isinstance(part, cst.Attribute) and part.attr.value == "return_value":
            results.append(part)
        part = part.value if isinstance(part, cst.Attribute) else part.func
    target = cst.AssignTarget(results[-1 - int(context.text)])
    assignment = cst.Assign([target], cst.parse_expression("MagicMock()"))
    made = cst.SimpleStatementLine([assignment], leading_lines=node.leading_lines)
    return cst.FlattenSentinel([made, node.with_changes(leading_lines=[])])


RULE = Rule("deep_result", (cst.SimpleStatementLine,), apply)
