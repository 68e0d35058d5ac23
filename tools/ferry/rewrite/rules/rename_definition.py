"""`def old(…)` becomes `def new(…)`: `__enter__` becomes `__aenter__`, `setUp` becomes `asyncSetUp`.

Safe because the statement or framework that calls the method calls the new name in the same step.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the function with its new name."""
    return node.with_changes(name=cst.Name(context.text)) if isinstance(node, cst.FunctionDef) else node


RULE = Rule("rename_definition", (cst.FunctionDef,), apply)
