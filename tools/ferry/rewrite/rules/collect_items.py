"""`list(f())` becomes `[item async for item in f()]`; in `sum(f())` the argument becomes such a list.

`list`, `sum`, `sorted` and the like cannot read an async iterator; they read it to its end anyway, so a list made first
has the same values in the same order.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the list of what the async iterator gives; with `context.text` the node is `list(…)` itself."""
    if not isinstance(node, cst.BaseExpression):
        return node
    source = node.args[0].value if context.text and isinstance(node, cst.Call) else node
    item = cst.Name("item")
    return cst.ListComp(item, cst.CompFor(target=item, iter=source, asynchronous=cst.Asynchronous()))


RULE = Rule("collect_items", (cst.Call, cst.Name, cst.Attribute), apply)
