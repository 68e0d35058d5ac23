"""Writes one string for an expression that gives the text of one: `MODULE + name` that names the target of a patch."""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(_: cst.CSTNode, context: Context) -> Replacement:
    """Return the string."""
    return cst.SimpleString(f'"{context.text}"')


RULE = Rule("replace_parts", (cst.BaseExpression,), apply)
