"""The indentation of the lines inside of an expression."""

from typing import TypeVar

import libcst as cst

_Node = TypeVar("_Node", bound=cst.CSTNode)


def begins_lines(space: cst.BaseParenthesizableWhitespace) -> str | None:
    """Return how far the line after the white space is indented, beside the block's own indentation; None in a line."""
    return space.last_line.value if isinstance(space, cst.ParenthesizedWhitespace) else None


def indented(node: _Node, old: str, new: str) -> _Node:
    """Return the node with the indentation `old` of its lines, where they have it, as `new`; texts stay."""
    changed = node.visit(_Indenting(old, new))
    return changed if isinstance(changed, type(node)) else node


class _Indenting(cst.CSTTransformer):
    def __init__(self, old: str, new: str) -> None:
        super().__init__()
        self._old, self._new = old, new

    def leave_ParenthesizedWhitespace(
        self, original_node: cst.ParenthesizedWhitespace, updated_node: cst.ParenthesizedWhitespace
    ) -> cst.ParenthesizedWhitespace:
        lines = [line.with_changes(whitespace=self._of(line.whitespace)) for line in updated_node.empty_lines]
        return updated_node.with_changes(last_line=self._of(updated_node.last_line), empty_lines=lines)

    def _of(self, space: cst.SimpleWhitespace) -> cst.SimpleWhitespace:
        begins = space.value.startswith(self._old)
        return cst.SimpleWhitespace(self._new + space.value.removeprefix(self._old)) if begins else space
