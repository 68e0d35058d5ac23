"""Comments inside an expression that is rewritten: those that have no place in the new one go above the statement."""

from collections import Counter

import libcst as cst
import libcst.matchers as m


def keep_comments(before: list[str], after: object) -> object:
    """Return what a statement becomes, with those of its comments in front that it has lost."""
    if not before:
        return after
    statements = list(after) if isinstance(after, cst.FlattenSentinel) else [after]
    kept = Counter(
        comment.value
        for statement in statements
        if isinstance(statement, cst.CSTNode)
        for comment in m.findall(statement, m.Comment())
        if isinstance(comment, cst.Comment)
    )
    lost = []
    for comment in before:
        kept[comment] -= 1
        lost += [comment] if kept[comment] < 0 else []
    first = statements[0] if statements else None
    if not lost or not isinstance(first, cst.SimpleStatementLine | cst.BaseCompoundStatement):
        return after
    lines = [cst.EmptyLine(comment=cst.Comment(comment)) for comment in lost]
    first = first.with_changes(leading_lines=[*first.leading_lines, *lines])
    if not isinstance(after, cst.FlattenSentinel):
        return first
    return cst.FlattenSentinel([first, *(part for part in statements[1:] if isinstance(part, cst.BaseStatement))])
