"""The copy in which only the facade's methods are async.

The body of a generator is left out there: an async one may not `yield from`, at which mypy gives up, nor return a
value. Without its `yield` the method is a coroutine that promises what it promised before: no caller can loop over
what it gives.
"""

import ast
import shutil
from pathlib import Path

from tools.ferry.config import Config
from tools.ferry.verify.inference.calls import is_generator
from tools.ferry.verify.inference.eyes import Eyes
from tools.ferry.verify.inference.tree import ClassInfo, Tree

_NEVER = {"property", "cached_property", "staticmethod", "setter", "overload", "contextmanager", "fixture"}


def family(eyes: Eyes, facade: str) -> list[ClassInfo]:
    """Return the class, its bases in the tree, and all that inherit from any of them."""
    named = eyes.tree.class_named(facade)
    if named is None:
        return []
    found = list(eyes.classes.lineage(named)[0])
    for cls in tuple(found):
        found += [child for child in eyes.classes.descendants(cls) if child not in found]
    return sorted(found, key=lambda cls: cls.name)


def methods_of(eyes: Eyes, config: Config) -> frozenset[str]:
    """Return the public methods of the facade that become async: all but those that stay synchronous."""
    named = eyes.tree.class_named(config.facade)
    names = {name for cls in eyes.classes.lineage(named)[0] for name in cls.methods} if named else set()
    return frozenset(n for n in names if not n.startswith("_") and config.renamed(n) not in config.stay_sync)


def copy_flipped(eyes: Eyes, config: Config, root: Path, to: Path) -> tuple[str, ...]:
    """Copy the tree's Python files to `to` with the facade's methods async; return the methods' names."""
    tree: Tree = eyes.tree
    names = methods_of(eyes, config)
    methods: dict[str, list[ast.FunctionDef]] = {}
    flipped = set()
    for cls in family(eyes, config.facade):
        for name in names & set(cls.methods):
            for method in cls.methods[name]:
                decorators = {ast.unparse(d).partition("(")[0].rpartition(".")[2] for d in method.decorator_list}
                if isinstance(method, ast.FunctionDef) and not decorators & _NEVER:
                    methods.setdefault(cls.file.path, []).append(method)
                    flipped.add(name)
    for file in tree.files:
        copy = to / file.path
        copy.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(root / file.path, copy)
        if file.path in methods:
            _make_async(copy, methods[file.path])
    return tuple(sorted(flipped))


def _make_async(path: Path, methods: list[ast.FunctionDef]) -> None:
    """Write `async ` before each definition; columns are bytes from the start of the line, as `ast` counts them."""
    lines = path.read_bytes().splitlines(keepends=True)
    for method in methods:
        if is_generator(method):
            _leave_out(lines, method.body)
        line, column = lines[method.lineno - 1], method.col_offset
        lines[method.lineno - 1] = line[:column] + b"async " + line[column:]
    path.write_bytes(b"".join(lines))


def _leave_out(lines: list[bytes], body: list[ast.stmt]) -> None:
    """Put a `raise` in the place of the body; what follows keeps its lines."""
    first, last = body[0], body[-1]
    start = min(node.lineno for node in (first, *getattr(first, "decorator_list", [])))
    head = lines[start - 1][: first.col_offset] + b"raise NotImplementedError"
    for number in range(start, (last.end_lineno or last.lineno) + 1):
        line = lines[number - 1]
        lines[number - 1] = (head if number == start else b"") + line[len(line.rstrip(b"\r\n")) :]
