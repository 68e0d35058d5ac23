"""The functions of a file that stay as they are: taken out before LibCST reads it, and put back afterwards.

LibCST takes most of the time of a rewrite, and a file is often much larger than what changes in it. Where a function
was stands a string of as many lines, so that everything else stays in its place. What matters for imports stays in,
too: the first definition, which ends the head of the file, and each function that has a name that comes or goes.
"""

import ast
import re
from collections.abc import Iterator

from tools.ferry.edits.edit_set import FileEdits

_MARK = b"ferry leaves function"
_PLACE = re.compile(rb'"""' + _MARK + rb' (\d+)\s*"""')
_FEED_MARK = b"# ferry keeps a form feed"
_FORM_FEED = re.compile(rb"(\n)(\r?\n)\f(?=[^\s#])")
_MARKED_FEED = re.compile(_FEED_MARK + rb"(\r?\n)")
_FEWEST_LINES = 4
"""Of a shorter function the string is as much work."""


def take_out(source: bytes, changes: FileEdits) -> tuple[bytes, list[bytes]]:
    """Return the source without the functions that stay as they are, and their texts.

    LibCST loses a form feed right before code: a comment on the empty line above keeps its place.
    """
    source = _FORM_FEED.sub(rb"\1" + _FEED_MARK + rb"\2", source)
    lines = source.splitlines(keepends=True)
    pieces: list[bytes] = []
    texts: list[bytes] = []
    done = 0
    for first, last in _untouched(source, lines, changes):
        own = lines[first - 1 : last]
        indent = own[0][: -len(own[0].lstrip())]
        ends = [line[len(line.rstrip(b"\r\n")) :] for line in own]
        place = b'"""%s %d%s"""' % (_MARK, len(texts), b"".join(ends[:-1]))
        pieces += [*lines[done : first - 1], indent, place, ends[-1]]
        text = b"".join(own)
        texts.append(text[len(indent) : len(text) - len(ends[-1])])
        done = last
    return b"".join([*pieces, *lines[done:]]), texts


def put_back(source: bytes, texts: list[bytes]) -> bytes:
    """Return the source with the functions where they were."""
    source = _PLACE.sub(lambda place: texts[int(place[1])], source) if texts else source
    return _MARKED_FEED.sub(rb"\1\f", source)


def _untouched(source: bytes, lines: list[bytes], changes: FileEdits) -> Iterator[tuple[int, int]]:
    """Yield the first and last line of each function that no edit and no import is about, in the order of the file."""
    if _MARK in source or not _is_utf8(source):
        return
    names = {*changes.drops, *changes.moves, *(dotted.rpartition(".")[2] for dotted in changes.needs)}
    words = [name.encode() for name in names]
    spans = [(edit.span.line, edit.span.end_line) for edit in changes.edits]
    for function in _functions(ast.parse(source)):
        first = min([function.lineno, *(decorator.lineno for decorator in function.decorator_list)])
        last = function.end_lineno or first
        if last - first + 1 < _FEWEST_LINES or any(start <= last and end >= first for start, end in spans):
            continue
        text = b"".join(lines[first - 1 : last])
        if not any(word in text for word in words):
            yield first, last


def _functions(tree: ast.Module) -> Iterator[ast.FunctionDef | ast.AsyncFunctionDef]:
    """Yield the functions and methods after the first definition of the file, and of each class."""
    definitions = [s for s in tree.body if isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef)]
    for definition in definitions:
        if isinstance(definition, ast.ClassDef):
            yield from (s for s in definition.body[1:] if isinstance(s, ast.FunctionDef | ast.AsyncFunctionDef))
        elif definition is not definitions[0]:
            yield definition


def _is_utf8(source: bytes) -> bool:
    try:
        source.decode()
    except UnicodeDecodeError:
        return False
    return True
