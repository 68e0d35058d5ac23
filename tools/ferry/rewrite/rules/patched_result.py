"""`layer = get_layer.return_value` becomes `layer = get_layer.return_value = AsyncMock()`.

The mock that `patch` makes of a synchronous accessor has no awaitable methods; what it returns must have them.
`context.text` are keywords for those that stay synchronous: `AsyncMock(room_names=MagicMock())`.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the assignment to both names."""
    if not isinstance(node, cst.Assign) or not isinstance(node.value, cst.Attribute):
        return node
    targets = [*node.targets, cst.AssignTarget(node.value)]
    return node.with_changes(targets=targets, value=cst.parse_expression(f"AsyncMock({context.text})"))


RULE = Rule("patched_result", (cst.Assign,), apply)
