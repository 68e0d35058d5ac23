"""Edits inside the text of a quoted annotation: all that different parts of a step change there land in it together."""

import ast

from tools.ferry.edits.awaitable import awaitable
from tools.ferry.edits.edit_set import EditSet, span_in
from tools.ferry.source import Module

Part = tuple[int, int]
"""Where a part of the text begins and ends, in bytes."""


def edit_quoted(module: Module, node: ast.Constant, part: Part, rule: str, text: str, edits: EditSet) -> None:
    """Apply `rule` to a part of what the quotes hold, beside what else is changed there.

    The rules are `replace_name`, by `text`, and `awaitable`, in the form `text`: the wider of two is what stays.
    """
    parts = edits.quoted.setdefault((module.file, span_in(module, node)), {})
    parts[part, rule] = text or parts.get((part, rule), "")
    edits.discard(module, node, "replace_string")
    edits.add(module, node, "replace_string", _changed(str(node.value), parts))


def part_of(node: ast.Constant, inside: ast.expr) -> Part:
    """Return where the expression, parsed out of the quotes of `node`, is in their text."""
    lines = str(node.value).encode().splitlines(keepends=True)
    begins = [sum(map(len, lines[: number - 1])) for number in (inside.lineno, inside.end_lineno or inside.lineno)]
    return begins[0] + inside.col_offset, begins[1] + (inside.end_col_offset or 0)


def _changed(before: str, parts: dict[tuple[Part, str], str]) -> str:
    """Return the text with all parts changed, those inside others first: a name, before what promises it."""
    text, grown = before.encode(), list[tuple[int, int]]()
    for (start, end), rule in sorted(parts, key=lambda one: (one[0][1] - one[0][0], one[1] == "awaitable")):
        new = parts[(start, end), rule]
        begin = start + sum(growth for at, growth in grown if at <= start)
        stop = end + sum(growth for at, growth in grown if at <= end)
        after = (awaitable(text[begin:stop].decode(), new) if rule == "awaitable" else new).encode()
        text = text[:begin] + after + text[stop:]
        grown.append((end, len(after) - (stop - begin)))
    return text.decode()
