"""Applying edits to one file with LibCST, in one pass over its syntax tree."""

import warnings
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable
from typing import ClassVar

import libcst as cst
from libcst.metadata import BaseMetadataProvider, CodeRange, MetadataWrapper, PositionProvider

from tools.ferry.edits.edit_set import Edit, FileEdits
from tools.ferry.rewrite.comments import keep_comments
from tools.ferry.rewrite.imports import fix_imports
from tools.ferry.rewrite.rules import RULES
from tools.ferry.rewrite.rules.rule import Context, Rule
from tools.ferry.rewrite.unbound import unbound_names
from tools.ferry.rewrite.untouched import put_back, take_out

_ORDER = {rule.name: (position, rule) for position, rule in enumerate(RULES)}
_VisitorMethod = Callable[[cst.CSTNode], None]
_BY_START = (cst.FunctionDef, cst.SimpleStatementLine, cst.For, cst.With, cst.If)


class RewriteError(Exception):
    """An edit found no node, or its result is no Python: the analysis and the rewriter read the file differently."""


def rewrite(file: str, source: bytes, changes: FileEdits, first_party: frozenset[str]) -> bytes:
    """Return `source` with all changes made; encoding, line ends, comments and formatting stay.

    Raises:
        RewriteError: when an edit does not fit the file, or the result does not compile; nothing is half done.
    """
    shortened, texts = take_out(source, changes)
    module = cst.parse_module(shortened)
    if shortened.endswith(b"\r"):  # LibCST takes it for no end of the last line
        module = module.with_changes(has_trailing_newline=True)
    wrapper = _Wrapper(module, unsafe_skip_copy=True)  # as it comes from the parser, no node is in it twice
    transformer = _Transformer(changes.edits, [line.decode(module.encoding) for line in shortened.splitlines()])
    changed = wrapper.visit(transformer)
    if transformer.open:
        left = min(transformer.open)
        raise RewriteError(f"{file}:{left.span.line}: the edit '{left.rule}' fits no node here")
    result = put_back(fix_imports(changed, changes, first_party).bytes, texts)
    fault = _fault(result)
    if fault is not None and _fault(source) is None:
        raise RewriteError(f"{file}:{fault.lineno}: the result does not compile: {fault.msg}")
    if fault is None and (lost := sorted(unbound_names(result) - unbound_names(source))):
        raise RewriteError(f"{file}: nothing binds `{lost[0]}` in the result")
    return result


def _fault(source: bytes) -> SyntaxError | None:
    """Return why the module does not compile; `await` in a synchronous function parses."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            compile(source, "<ferry>", "exec", dont_inherit=True)
        except SyntaxError as error:
            return error
    return None


class _Wrapper(MetadataWrapper):
    """Does not walk the tree for no visitor at all, as `resolve` asks for after the places are known."""

    def visit_batched(
        self,
        visitors: Iterable[cst.BatchableCSTVisitor],
        before_visit: _VisitorMethod | None = None,
        after_leave: _VisitorMethod | None = None,
    ) -> cst.CSTNode:
        """Walk the tree with all visitors at once."""
        present = list(visitors)
        return super().visit_batched(present, before_visit, after_leave) if present else self.module


class _Transformer(cst.CSTTransformer):
    """Applies the edits; looks only into the statements that have one."""

    METADATA_DEPENDENCIES: ClassVar[Collection[type[BaseMetadataProvider[object]]]] = (PositionProvider,)

    def __init__(self, edits: set[Edit], lines: list[str]) -> None:
        super().__init__()
        self.open = set(edits)
        self._text = lines
        self._by_place: dict[tuple[int, int], list[Edit]] = {}
        for edit in edits:
            self._by_place.setdefault((edit.span.line, edit.span.column), []).append(edit)
        self._lines = sorted({edit.span.line for edit in edits})
        self._types = tuple({kind for edit in edits for kind in _ORDER[edit.rule][1].types})
        self._above: list[cst.CSTNode] = []
        self._comments: list[str] = []
        self._begun: list[int] = []

    def on_visit(self, node: cst.CSTNode) -> bool:
        """Go into the node unless it is a statement without edits."""
        self._above.append(node)
        if isinstance(node, cst.BaseStatement):
            self._begun.append(len(self._comments))
        elif isinstance(node, cst.Comment):
            self._comments.append(node.value)
        return not isinstance(node, cst.BaseStatement) or self._has_edits(node)

    def _has_edits(self, node: cst.BaseStatement) -> bool:
        place = self._place(node)
        decorators = node.decorators if isinstance(node, cst.FunctionDef | cst.ClassDef) else ()
        first = self._place(decorators[0]) if decorators else place
        if place is None or first is None:
            return True
        return bisect_left(self._lines, first.start.line) < bisect_right(self._lines, place.end.line)

    def on_leave(  # type: ignore[override]
        self, original_node: cst.CSTNode, updated_node: cst.CSTNode
    ) -> cst.CSTNode | cst.FlattenSentinel[cst.BaseStatement] | cst.RemovalSentinel:
        """Apply the edits of this node in the order of the registry."""
        self._above.pop()
        result: object = updated_node
        for edit, rule in self._edits_at(original_node) if isinstance(original_node, self._types) else ():
            if isinstance(result, cst.CSTNode):
                above = self._above[-1] if self._above else None
                before, after = self._around(original_node)
                context = Context(above, edit.text, after[:1].isidentifier(), not before.strip())
                result = rule.apply(result, context)
                self.open.discard(edit)
        if isinstance(original_node, cst.BaseStatement):
            result = keep_comments(self._comments[self._begun.pop() :], result)
        if isinstance(result, cst.CSTNode | cst.FlattenSentinel | cst.RemovalSentinel):
            return result
        return updated_node

    def _edits_at(self, node: cst.CSTNode) -> list[tuple[Edit, Rule]]:
        place = self._place(_anchor(node))
        if place is None:
            return []
        found = []
        for edit in self._by_place.get((place.start.line, place.start.column), []):
            _, rule = _ORDER[edit.rule]
            if isinstance(node, rule.types) and (isinstance(node, _BY_START) or _ends(edit, place)):
                found.append((edit, rule))
        return sorted(found, key=lambda pair: _ORDER[pair[0].rule][0])

    def _around(self, node: cst.CSTNode) -> tuple[str, str]:
        """Return what stands before the node in its first line, and behind it in its last."""
        place = self._place(node)
        if place is None:
            return "", ""
        # LibCST counts no form feed at the start of a line.
        first, last = (self._text[edge.line - 1].lstrip("\f") for edge in (place.start, place.end))
        return first[: place.start.column], last[place.end.column :]

    def _place(self, node: cst.CSTNode) -> CodeRange | None:
        place = self.get_metadata(PositionProvider, node, None)
        return place if isinstance(place, CodeRange) else None


def _anchor(node: cst.CSTNode) -> cst.CSTNode:
    """Return the node whose place names `node`: parentheses around a generator belong to the call in one tree only."""
    if isinstance(node, cst.GeneratorExp):
        element = node.elt
        while isinstance(element, cst.Tuple) and element.elements:  # the same holds for its parentheses
            element = element.elements[0].value
        return element
    if isinstance(node, cst.CompFor):
        return node.target
    return node.value if isinstance(node, cst.Assign) else node


def _ends(edit: Edit, place: CodeRange) -> bool:
    return (place.end.line, place.end.column) == (edit.span.end_line, edit.span.end_column)
