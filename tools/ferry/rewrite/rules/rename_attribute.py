"""`x.old` becomes `x.new`: the method map, the travel map, assertions of mocks."""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the attribute with its new name."""
    return node.with_changes(attr=cst.Name(context.text)) if isinstance(node, cst.Attribute) else node


RULE = Rule("rename_attribute", (cst.Attribute,), apply)
