"""Takes names out of `__all__`: what they named is deleted. `context.text` lists them, separated by spaces."""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the assignment without these names."""
    if not isinstance(node, cst.Assign) or not isinstance(node.value, cst.List | cst.Tuple):
        return node
    gone = set(context.text.split())
    elements = node.value.elements
    kept = [e for e in elements if not (isinstance(e.value, cst.SimpleString) and e.value.raw_value in gone)]
    if kept and len(kept) < len(elements):
        kept[-1] = kept[-1].with_changes(comma=elements[-1].comma)
    return node.with_changes(value=node.value.with_changes(elements=kept))


RULE = Rule("drop_exports", (cst.Assign,), apply)
