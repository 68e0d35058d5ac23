"""Puts statements, one a line, at the start of a function's body, after its docstring, or of a `with` block."""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the function or block with `context.text` as its first statements."""
    if not isinstance(node, cst.FunctionDef | cst.With):
        return node
    if isinstance(node.body, cst.SimpleStatementSuite):
        node = node.with_changes(body=cst.IndentedBlock([cst.SimpleStatementLine(node.body.body)]))
    position = 1 if isinstance(node, cst.FunctionDef) and node.get_docstring() is not None else 0
    body = list(node.body.body)
    body[position:position] = [cst.parse_statement(line) for line in context.text.splitlines()]
    return node.with_changes(body=node.body.with_changes(body=body))


RULE = Rule("first_statement", (cst.FunctionDef, cst.With), apply)
