"""Applying edits to one file with LibCST, in one pass over its syntax tree."""

from collections.abc import Collection
from typing import ClassVar

import libcst as cst
from libcst.metadata import BaseMetadataProvider, CodeRange, MetadataWrapper, ParentNodeProvider, PositionProvider

from tools.ferry.rewrite.edits import Edit, FileEdits
from tools.ferry.rewrite.imports import fix_imports
from tools.ferry.rewrite.rules import RULES
from tools.ferry.rewrite.rules.rule import Context, Rule

_ORDER = {rule.name: (position, rule) for position, rule in enumerate(RULES)}
_BY_START = (cst.FunctionDef, cst.SimpleStatementLine, cst.For, cst.With)


class RewriteError(Exception):
    """An edit found no node: the analysis and the rewriter read the file differently."""


def rewrite(file: str, source: bytes, changes: FileEdits, first_party: frozenset[str]) -> bytes:
    """Return `source` with all changes made; encoding, line ends, comments and formatting stay.

    Raises:
        RewriteError: when an edit does not fit the file; nothing is half done.
    """
    module = cst.parse_module(source)
    wrapper = MetadataWrapper(module)
    transformer = _Transformer(changes.edits)
    changed = wrapper.visit(transformer)
    if transformer.open:
        left = min(transformer.open)
        raise RewriteError(f"{file}:{left.span.line}: the edit '{left.rule}' fits no node here")
    return fix_imports(changed, changes, first_party).bytes


class _Transformer(cst.CSTTransformer):
    METADATA_DEPENDENCIES: ClassVar[Collection[type[BaseMetadataProvider[object]]]] = (
        PositionProvider,
        ParentNodeProvider,
    )

    def __init__(self, edits: set[Edit]) -> None:
        super().__init__()
        self.open = set(edits)
        self._by_place: dict[tuple[int, int], list[Edit]] = {}
        for edit in edits:
            self._by_place.setdefault((edit.span.line, edit.span.column), []).append(edit)

    def on_leave(  # type: ignore[override]
        self, original_node: cst.CSTNode, updated_node: cst.CSTNode
    ) -> cst.CSTNode | cst.FlattenSentinel[cst.BaseStatement] | cst.RemovalSentinel:
        """Apply the edits of this node in the order of the registry."""
        result: object = super().on_leave(original_node, updated_node)
        for edit, rule in self._edits_at(original_node):
            if isinstance(result, cst.CSTNode):
                parent = self.get_metadata(ParentNodeProvider, original_node, None)
                result = rule.apply(result, Context(parent if isinstance(parent, cst.CSTNode) else None, edit.text))
                self.open.discard(edit)
        if isinstance(result, cst.CSTNode | cst.FlattenSentinel | cst.RemovalSentinel):
            return result
        return updated_node

    def _edits_at(self, node: cst.CSTNode) -> list[tuple[Edit, Rule]]:
        place = self.get_metadata(PositionProvider, _anchor(node), None)
        if not isinstance(place, CodeRange):
            return []
        found = []
        for edit in self._by_place.get((place.start.line, place.start.column), []):
            _, rule = _ORDER[edit.rule]
            if isinstance(node, rule.types) and (isinstance(node, _BY_START) or _ends(edit, place)):
                found.append((edit, rule))
        return sorted(found, key=lambda pair: _ORDER[pair[0].rule][0])


def _anchor(node: cst.CSTNode) -> cst.CSTNode:
    """Return the node whose place names `node`: parentheses around a generator belong to the call in one tree only."""
    if isinstance(node, cst.GeneratorExp):
        return node.elt
    if isinstance(node, cst.CompFor):
        return node.target
    return node.value if isinstance(node, cst.Assign) else node


def _ends(edit: Edit, place: CodeRange) -> bool:
    return (place.end.line, place.end.column) == (edit.span.end_line, edit.span.end_column)
