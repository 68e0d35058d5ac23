"""`fixture(scope="session")` becomes `fixture(scope="session", loop_scope="session")`.

It runs in the loop of its scope, as that of a test function does not live so long. Leaves one that names its loop.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the decorator with the scope of its loop."""
    if not isinstance(node, cst.Call):
        return node
    scopes = {arg.keyword.value: arg for arg in node.args if arg.keyword is not None}
    if "scope" not in scopes or "loop_scope" in scopes:
        return node
    last, before = node.args[-1], node.whitespace_before_args
    gap = before if isinstance(before, cst.ParenthesizedWhitespace) else cst.SimpleWhitespace(" ")
    separated = last.with_changes(comma=cst.Comma(whitespace_after=gap))
    scope = scopes["scope"].with_changes(keyword=cst.Name("loop_scope"), comma=last.comma)
    return node.with_changes(args=[*node.args[:-1], separated, scope])


RULE = Rule("fixture_loop", (cst.Call,), apply)
