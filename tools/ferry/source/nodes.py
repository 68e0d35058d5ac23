"""Questions about single syntax nodes."""

import ast
from collections.abc import Sequence

from tools.ferry.model import Span


def span_of(node: ast.expr | ast.stmt, lines: Sequence[str]) -> Span:
    """Return the span of `node`; `ast` counts columns in UTF-8 bytes, a Span in characters."""
    end_line = node.end_lineno or node.lineno
    return Span(
        node.lineno,
        characters(lines[node.lineno - 1], node.col_offset),
        end_line,
        characters(lines[end_line - 1], node.end_col_offset or 0),
    )


def characters(line: str, offset: int) -> int:
    """Return how many characters of the line the first `offset` bytes of it are, by which `ast` counts."""
    return offset if line.isascii() else len(line.encode("utf-8")[:offset].decode("utf-8", "ignore"))


def dotted(node: ast.expr) -> str:
    """Return `a.b.c` for such an expression, else the empty string."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute):
        base = dotted(node.value)
        return f"{base}.{node.attr}" if base else ""
    return ""


def text_of(node: ast.expr) -> str:
    """Return the expression as code; a plain path, as nearly all are, needs no unparser."""
    return dotted(node) or ast.unparse(node)


def called_name(node: ast.expr) -> str:
    """Return the last name of a reference: `f` of `f`, `a.f` and `f()`."""
    while isinstance(node, ast.Call):
        node = node.func
    if isinstance(node, ast.Attribute):
        return node.attr
    return node.id if isinstance(node, ast.Name) else ""


def captures(pattern: ast.pattern) -> list[ast.MatchAs]:
    """Return the parts of a pattern that bind a name to the whole of what is matched: `case Layer() as layer`."""
    if isinstance(pattern, ast.MatchOr):
        return [part for one in pattern.patterns for part in captures(one)]
    if not isinstance(pattern, ast.MatchAs):
        return []
    inner = captures(pattern.pattern) if pattern.pattern is not None else []
    return [pattern, *inner] if pattern.name is not None else inner


def declared_global(node: ast.AST) -> set[str]:
    """Return the variables of its module that a function sets, by its `global` statements."""
    return {name for part in ast.walk(node) if isinstance(part, ast.Global) for name in part.names}


def has_own_lines(statement: ast.AST, lines: Sequence[str]) -> bool:
    """Tell whether nothing else stands on the lines of the statement, as it does in `if stale: reset()`."""
    if not isinstance(statement, ast.stmt) or statement.end_lineno is None:
        return False
    before = lines[statement.lineno - 1].encode()[: statement.col_offset]
    after = lines[statement.end_lineno - 1].encode()[statement.end_col_offset :].strip()
    return not before.strip() and (not after or after.startswith(b"#"))
