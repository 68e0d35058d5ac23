"""Puts statements, one a line, after another one: the async twin beside what serves the facade."""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the statement and, after it, `context.text`."""
    if not isinstance(node, cst.SimpleStatementLine):
        return node
    return cst.FlattenSentinel([node, *(cst.parse_statement(line) for line in context.text.splitlines())])


RULE = Rule("insert_after", (cst.SimpleStatementLine,), apply)
