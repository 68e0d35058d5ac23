"""Puts names into `__all__`, in the order that isort gives to names. `context.text` lists them, separated by spaces."""

import libcst as cst

from tools.ferry.rewrite.import_lines import member_key
from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the assignment with these names."""
    if not isinstance(node, cst.Assign) or not isinstance(node.value, cst.List | cst.Tuple):
        return node
    elements = list(node.value.elements)
    last = elements[-1].comma if elements else cst.MaybeSentinel.DEFAULT
    between = elements[0].comma if len(elements) > 1 else cst.Comma(whitespace_after=cst.SimpleWhitespace(" "))
    present = [e.value.raw_value for e in elements if isinstance(e.value, cst.SimpleString)]
    for name in context.text.split():
        if name not in present:
            position = sum(member_key(str(other)) < member_key(name) for other in present)
            elements.insert(position, cst.Element(cst.SimpleString(f'"{name}"')))
            present.insert(position, name)
    elements = [e.with_changes(comma=between) for e in elements[:-1]] + [
        e.with_changes(comma=last) for e in elements[-1:]
    ]
    return node.with_changes(value=node.value.with_changes(elements=elements))


RULE = Rule("add_exports", (cst.Assign,), apply)
