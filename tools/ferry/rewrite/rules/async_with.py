"""`with f() as x:` becomes `async with f() as x:`; `f` gives an async context manager now.

`context.text` lists the positions of such managers. Beside others, the block is nested in the same order, so that they
are entered and left as before: `with open(p) as a, f() as b:` becomes two blocks. `f() if x else nullcontext()` is
such a manager, too: what does nothing can be entered both ways.
"""

from collections.abc import Sequence
from itertools import groupby

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the async block, or the nested blocks."""
    if not isinstance(node, cst.With) or node.asynchronous is not None:
        return node
    positions = {int(position) for position in context.text.split()}
    if len(positions) == len(node.items):
        return node.with_changes(asynchronous=cst.Asynchronous())
    groups = [
        (is_async, [item for _, item in group])
        for is_async, group in groupby(enumerate(node.items), key=lambda pair: pair[0] in positions)
    ]
    made: cst.With | None = None
    for is_async, items in reversed(groups):
        made = _block(node, items, is_async, made)
    return made.with_changes(leading_lines=node.leading_lines) if made is not None else node


def _block(node: cst.With, items: Sequence[cst.WithItem], is_async: bool, inner: cst.With | None) -> cst.With:
    kept = [*items[:-1], items[-1].with_changes(comma=cst.MaybeSentinel.DEFAULT)]
    return cst.With(
        items=kept,
        body=node.body if inner is None else cst.IndentedBlock([inner]),
        asynchronous=cst.Asynchronous() if is_async else None,
    )


RULE = Rule("async_with", (cst.With,), apply)
