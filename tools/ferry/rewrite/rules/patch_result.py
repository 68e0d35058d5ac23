"""`patch("app.shop.get_layer")` gets `return_value=AsyncMock()`, so that what the accessor's mock gives can be awaited.

Leaves patches that are told what stands there, and those whose result the test names (`patched_result`).
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the call with the keyword."""
    if not isinstance(node, cst.Call):
        return node
    equal = cst.AssignEqual(cst.SimpleWhitespace(""), cst.SimpleWhitespace(""))
    result = cst.Arg(cst.parse_expression("AsyncMock()"), keyword=cst.Name("return_value"), equal=equal)
    return node.with_changes(args=[*node.args, result])


RULE = Rule("patch_result", (cst.Call,), apply)
