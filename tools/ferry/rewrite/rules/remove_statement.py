"""Removes a statement that only served the facade, with the comments right above it."""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return nothing in its place."""
    return cst.RemoveFromParent()


RULE = Rule("remove_statement", (cst.SimpleStatementLine,), apply)
