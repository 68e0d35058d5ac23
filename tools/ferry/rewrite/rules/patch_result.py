"""A patch whose mock nobody names gets keywords: `patch("app.shop.get_layer", return_value=AsyncMock())`.

So what the mock gives, or has, can be awaited. `context.text` has the keywords.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the call with the keywords."""
    given = cst.parse_expression(f"f({context.text})")
    if not isinstance(node, cst.Call) or not isinstance(given, cst.Call):
        return node
    return node.with_changes(args=[*node.args, *given.args])


RULE = Rule("patch_result", (cst.Call,), apply)
