"""A patch whose mock nobody names gets keywords: `patch("app.shop.get_layer", return_value=AsyncMock())`.

So what the mock gives, or has, can be awaited. `context.text` has the keywords; in these `...` stands for what the mock
is made around: `AsyncMock(wraps=layer, names=MagicMock(wraps=layer.names))`.
"""

import libcst as cst
import libcst.matchers as m

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the call with the keywords."""
    given = cst.parse_expression(f"f({context.text})")
    if not isinstance(node, cst.Call) or not isinstance(given, cst.Call):
        return node
    around = [arg.value for arg in node.args if arg.keyword is not None and arg.keyword.value == "wraps"]
    if around:
        given = cst.ensure_type(m.replace(given, m.Ellipsis(), lambda *_: around[0].deep_clone()), cst.Call)
    return node.with_changes(args=[*node.args, *given.args])


RULE = Rule("patch_result", (cst.Call,), apply)
