"""What is to be changed in a file: edits that name a node by its span, and the imports that follow from them."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass, field

from tools.ferry.colour.colour import Left
from tools.ferry.model import Span
from tools.ferry.project.carriers import Component
from tools.ferry.source import Function, Module, span_of
from tools.ferry.types.values import Mock

GIVES = "gives "
"""Begins the text of an `async_stub` that gives its object."""


@dataclass(frozen=True, slots=True, order=True)
class Edit:
    """Apply the rule `rule` to the node at `span`; `text` is what the rule needs to know."""

    span: Span
    rule: str
    text: str = ""


@dataclass(slots=True)
class FileEdits:
    """All changes of one file.

    `needs` are dotted names to import, `drops` local names that may be unused now, `moves` maps a local name to the
    dotted names that took over from it.
    """

    edits: set[Edit] = field(default_factory=set)
    needs: set[str] = field(default_factory=set)
    drops: set[str] = field(default_factory=set)
    moves: dict[str, set[str]] = field(default_factory=dict)

    def __bool__(self) -> bool:
        return bool(self.edits or self.needs)


@dataclass(slots=True)
class EditSet:
    """The changes of one step, by file.

    `left` are the places of tests that a person changes, with what cannot change before: that is what is `about` then.
    `in_threads` are calls that run in a thread for good: file, line, the function's name, what keeps it synchronous.
    `standing` are the mocks of which it is known for what they stand. `quoted` is what is changed in the text of each
    quoted annotation, by file and place: the part of it, with the rule, and what the rule needs to know.
    """

    files: dict[str, FileEdits] = field(default_factory=dict)
    left: list[Left] = field(default_factory=list)
    about: tuple[Function | Component, ...] = ()
    in_threads: list[tuple[str, int, str, tuple[str, int]]] = field(default_factory=list)
    standing: set[Mock] = field(default_factory=set)
    quoted: dict[tuple[str, Span], dict[tuple[tuple[int, int], str], str]] = field(default_factory=dict)

    def of(self, module: Module) -> FileEdits:
        """Return the changes of a module, to add to."""
        return self.files.setdefault(module.file, FileEdits())

    def add(self, module: Module, node: ast.expr | ast.stmt, rule: str, text: str = "") -> None:
        """Apply `rule` to `node`."""
        self.of(module).edits.add(Edit(span_in(module, node), rule, text))

    def leave(self, module: Module, node: ast.expr) -> None:
        """Leave a place to a person."""
        self.left.append(Left(module, node, self.about))

    def has(self, module: Module, node: ast.expr | ast.stmt, rule: str) -> bool:
        """Tell whether `rule` is applied to `node`."""
        span, file = span_in(module, node), self.files.get(module.file, FileEdits())
        return any(edit.rule == rule and edit.span == span for edit in file.edits)

    def discard(self, module: Module, node: ast.expr | ast.stmt, rule: str) -> None:
        """Do not apply `rule` to `node`."""
        span, found = span_in(module, node), self.of(module)
        found.edits = {edit for edit in found.edits if edit.rule != rule or edit.span != span}

    def join(self, module: Module, node: ast.expr | ast.stmt, rule: str, text: str, between: str = " ") -> None:
        """Apply `rule` to `node` once, with the texts of all such edits, sorted."""
        span = span_in(module, node)
        before = [edit for edit in self.of(module).edits if edit.span == span and edit.rule == rule]
        self.of(module).edits -= set(before)
        texts = {*text.split(between)} | {part for edit in before for part in edit.text.split(between)}
        self.add(module, node, rule, between.join(sorted(texts)))

    def rename(self, module: Module, node: ast.expr, dotted: str, attribute: str = "") -> None:
        """Let the expression name what `dotted` means, or an attribute of that, and import what `dotted` means."""
        self.add(module, node, "replace_name", f"{dotted.rpartition('.')[2]}.{attribute}".rstrip("."))
        base = node
        while isinstance(base, ast.Attribute):
            base = base.value
        self.take_over(module, base.id if isinstance(base, ast.Name) else "", dotted)

    def take_over(self, module: Module, local: str, dotted: str) -> None:
        """Import what `dotted` means, which is named in a place where the name `local`, if any, was before."""
        changes = self.of(module)
        changes.needs.add(dotted)
        if local:
            changes.drops.add(local)
            changes.moves.setdefault(local, set()).add(dotted)

    def replace_text(self, module: Module, node: ast.Constant, text: str) -> None:
        """Let the string be `text`; of one that the file has in parts the last, if that is all that changes."""
        parts = module.composed.get(node)
        last = parts.values[-1] if isinstance(parts, ast.JoinedStr) else getattr(parts, "right", None)
        ending = last.value if isinstance(last, ast.Constant) and isinstance(last.value, str) else ""
        before = str(node.value).removesuffix(ending)
        if parts is None:
            self.add(module, node, "replace_string", text)
        elif not ending or not text.startswith(before):
            self.add(module, parts, "replace_parts", text)
        elif isinstance(parts, ast.JoinedStr):
            self.add(module, parts, "replace_string", text.removeprefix(before))
        elif isinstance(last, ast.Constant):
            self.add(module, last, "replace_string", text.removeprefix(before))

    def __iter__(self) -> Iterator[tuple[str, FileEdits]]:
        yield from sorted((file, edits) for file, edits in self.files.items() if edits)


def span_in(module: Module, node: ast.expr | ast.stmt) -> Span:
    """Return the span of the node as LibCST counts: a form feed at the start of a line is no column."""
    span = span_of(node, module.lines)
    columns = (span.column - _form_feeds(module, span.line), span.end_column - _form_feeds(module, span.end_line))
    return Span(span.line, columns[0], span.end_line, columns[1])


def _form_feeds(module: Module, number: int) -> int:
    line = module.lines[number - 1]
    return len(line) - len(line.lstrip("\f"))
