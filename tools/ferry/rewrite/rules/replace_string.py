"""Replaces the text of a string that names something: a quoted annotation, the target of a patch. The quotes stay."""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the string with the new text."""
    if not isinstance(node, cst.SimpleString):
        return node
    return node.with_changes(value=f"{node.prefix}{node.quote}{context.text}{node.quote}")


RULE = Rule("replace_string", (cst.SimpleString,), apply)
