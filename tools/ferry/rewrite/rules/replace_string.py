"""Replaces the text of a string that names something: a quoted annotation, the target of a patch. The quotes stay.

Of one with values in it, `f"{MODULE}.load"`, it is the text behind the last of them.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the string with the new text."""
    if isinstance(node, cst.FormattedString):
        return node.with_changes(parts=[*node.parts[:-1], cst.FormattedStringText(context.text)])
    if not isinstance(node, cst.SimpleString):
        return node
    return node.with_changes(value=f"{node.prefix}{node.quote}{context.text}{node.quote}")


RULE = Rule("replace_string", (cst.SimpleString, cst.FormattedString), apply)
