"""`for n, x in enumerate(f(), 1):` becomes `n = 0`, `async for x in f():` and `n += 1` first in the loop.

`enumerate` cannot read an async iterator. `context.text` is the number before the first. Safe where nothing else of the
function reads the number, and nothing in the loop sets it.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the counter, and the async loop."""
    if not isinstance(node, cst.For) or not isinstance(node.body, cst.IndentedBlock) or node.asynchronous is not None:
        return node
    if not isinstance(node.iter, cst.Call) or not isinstance(node.target, cst.Tuple):
        return node
    counter = cst.ensure_type(node.target.elements[0].value, cst.Name)
    before = cst.Assign([cst.AssignTarget(counter)], cst.parse_expression(context.text))
    count = cst.SimpleStatementLine([cst.AugAssign(counter, cst.AddAssign(), cst.Integer("1"))])
    loop = node.with_changes(
        target=node.target.elements[1].value,
        iter=node.iter.args[0].value,
        body=node.body.with_changes(body=[count, *node.body.body]),
        asynchronous=cst.Asynchronous(),
        leading_lines=[],
    )
    return cst.FlattenSentinel([cst.SimpleStatementLine([before], leading_lines=node.leading_lines), loop])


RULE = Rule("numbered_loop", (cst.For,), apply)
