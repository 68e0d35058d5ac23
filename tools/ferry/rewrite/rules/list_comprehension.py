"""`any(await f(x) for x in xs)` becomes `any([await f(x) for x in xs])`.

A generator expression with an await is an async generator, which `any`, `sum` or `sorted` cannot read. The list is
complete before it is read: calls that the generator would have skipped are made. Names and order stay. Leaves alone
what a loop or `next` reads: they wait for the generator.
"""

import libcst as cst

from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the list comprehension."""
    return cst.ListComp(node.elt, node.for_in) if isinstance(node, cst.GeneratorExp) else node


RULE = Rule("list_comprehension", (cst.GeneratorExp,), apply)
