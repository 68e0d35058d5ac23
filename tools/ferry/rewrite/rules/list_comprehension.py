"""`any(await f(x) for x in xs)` becomes `any([await f(x) for x in xs])`.

A generator expression with an await is an async generator, which `any`, `sum` or `sorted` cannot read. The list is
complete before it is read: calls that the generator would have skipped are made. Names and order stay. Leaves alone
what a loop, `next` or `yield from` reads: they wait for the generator.
"""

import libcst as cst

from tools.ferry.rewrite.layout import begins_lines, indented
from tools.ferry.rewrite.rules.rule import Context, Replacement, Rule


def apply(node: cst.CSTNode, context: Context) -> Replacement:
    """Return the list comprehension."""
    if not isinstance(node, cst.GeneratorExp):
        return node
    made = cst.ListComp(node.elt, node.for_in)
    if node.lpar:
        return _between(made, node.lpar[-1].whitespace_after, node.rpar[0].whitespace_before)
    around = node.for_in.whitespace_before
    indentation = begins_lines(around) if context.begins_line else None
    if indentation is None:
        return made
    deeper = indentation + ("\t" if "\t" in indentation else "    ")
    line = cst.ParenthesizedWhitespace(indent=True, last_line=cst.SimpleWhitespace(deeper))
    return _between(
        indented(made, indentation, deeper), line, line.with_changes(last_line=cst.SimpleWhitespace(indentation))
    )


def _between(
    made: cst.ListComp, before: cst.BaseParenthesizableWhitespace, after: cst.BaseParenthesizableWhitespace
) -> cst.ListComp:
    return made.with_changes(lbracket=cst.LeftSquareBracket(before), rbracket=cst.RightSquareBracket(after))


RULE = Rule("list_comprehension", (cst.GeneratorExp,), apply)
