"""Puts a statement at the start of a function's body, after its docstring."""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the function with `context.text` as its first statement."""
    if not isinstance(node, cst.FunctionDef) or not isinstance(node.body, cst.IndentedBlock):
        return node
    position = 1 if node.get_docstring() is not None else 0
    body = list(node.body.body)
    body.insert(position, cst.parse_statement(context.text))
    return node.with_changes(body=node.body.with_changes(body=body))


RULE = Rule("first_statement", (cst.FunctionDef,), apply)
