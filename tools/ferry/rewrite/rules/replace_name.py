"""Replaces a name, or a dotted name, by another: the accessor by its twin, the facade's class by the target's."""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the new name, in the parentheses of the old."""
    if not isinstance(node, cst.Name | cst.Attribute):
        return node
    return cst.parse_expression(context.text).with_changes(lpar=node.lpar, rpar=node.rpar)


RULE = Rule("replace_name", (cst.Name, cst.Attribute), apply)
