"""Answers of the type checker, kept on disk between runs.

A file's answers depend on its own text and on what it can see of the other files. The key of an entry is a digest of
both, of the checker, and of ferry's sources that read the answers: an entry is right, or it is not found. What others
can see of a file is its text without the bodies of functions whose result is annotated and that set no attribute or
global: nothing leads out of those. Definitions are kept by name, so that one more line above them changes nothing.

The folder is `FERRY_CACHE_DIR`, else `ferry/checker` in the user's cache folder (`XDG_CACHE_HOME`). An empty
`FERRY_CACHE_DIR` switches the cache off. Entries are written under another name and then renamed, so that two processes
may share the folder; those that were not used for longest go first when there are too many.
"""

import ast
import bisect
import hashlib
import json
import os
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import cached_property
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Protocol, TypeGuard

from tools.ferry.source import Module, Program

_OUT = frozenset({ast.Global, ast.Nonlocal, ast.Yield, ast.YieldFrom})

Place = tuple[str, int]
_LIMIT = 10_000
"""How many entries are kept; one has some kilobytes."""


class Definitions(Protocol):
    """A type checker that knows where names are defined."""

    def definitions(self, file: str, places: Sequence[tuple[int, int]]) -> list[list[Place]]:
        """Return (file, line) of each definition of the name at each place (line from 1, column from 0)."""


def cache_folder() -> Path | None:
    """Return where answers are kept; None when that is switched off, or the checker's version is not known."""
    if _checker_version() is None:
        return None
    given = os.environ.get("FERRY_CACHE_DIR")
    if given is not None:
        return Path(given) if given else None
    base = os.environ.get("XDG_CACHE_HOME") or Path("~/.cache").expanduser()
    return Path(base) / "ferry" / "checker"


class CachedDefinitions:
    """The checker's answers about one program, from disk where they are known."""

    def __init__(self, program: Program, roots: tuple[str, ...], checker: Definitions, folder: Path) -> None:
        self._program = program
        self._roots = roots
        self._checker = checker
        self._folder = folder
        self.written = 0

    def definitions(self, file: str, places: Sequence[tuple[int, int]]) -> list[list[Place]]:
        """Return what the checker answers."""
        entry = self._folder / f"{self._key(file, places)}.json"
        kept = _read(entry)
        found = None if kept is None else self._here(kept)
        if found is None:
            found = self._checker.definitions(file, places)
            _write(entry, json.dumps([[self._name(place) for place in one] for one in found]).encode())
            self.written += 1
        return found

    def _key(self, file: str, places: Sequence[tuple[int, int]]) -> str:
        module = self._program.files[file]
        parts = [self._surroundings, file, module.text, json.dumps(places)]
        return hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()

    @cached_property
    def _surroundings(self) -> str:
        """A digest of all that answers depend on beside a file's own text."""
        digest = hashlib.sha256(json.dumps([_engine(), _checker_version(), self._roots]).encode())
        for file, module in sorted(self._program.files.items()):
            digest.update(json.dumps([file, visible_text(module)]).encode())
        return digest.hexdigest()

    def _name(self, place: Place) -> tuple[str, str, int]:
        """Return the place as (file, name, how many of this name stand above), or (file, "", line) without a name."""
        file, line = place
        definition = self._program.by_line.get(place)
        if definition is None:
            return file, "", line
        return file, definition.name, self._lines[file, definition.name].index(line)

    def _here(self, kept: list[list[tuple[str, str, int]]]) -> list[list[Place]] | None:
        """Return kept answers as places in this tree; None when it has no such definition."""
        found = [[self._line(*one) for one in definitions] for definitions in kept]
        if any(place is None for definitions in found for place in definitions):
            return None
        return [[place for place in definitions if place is not None] for definitions in found]

    def _line(self, file: str, name: str, line: int) -> Place | None:
        if not name:
            return file, line
        lines = self._lines.get((file, name), [])
        return (file, lines[line]) if line < len(lines) else None

    @cached_property
    def _lines(self) -> dict[tuple[str, str], list[int]]:
        """The lines on which a file defines a name, in order."""
        found: dict[tuple[str, str], list[int]] = {}
        for (file, line), definition in sorted(self._program.by_line.items(), key=lambda pair: pair[0]):
            found.setdefault((file, definition.name), []).append(line)
        return found


@contextmanager
def remembered(program: Program, roots: tuple[str, ...], checker: Definitions) -> Iterator[Definitions]:
    """Put the cache before a checker, unless it is switched off."""
    folder = cache_folder()
    if folder is None:
        yield checker
        return
    cached = CachedDefinitions(program, roots, checker, folder)
    yield cached
    if cached.written:
        trim(folder)


def visible_text(module: Module) -> str:
    """Return the text of a module without the bodies that no other file can depend on."""
    out = sorted(node.lineno for node in module.parents if _reaches_out(node))
    hidden: set[int] = set()
    for node in module.parents:
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef) and node.returns is not None:
            first, last = node.body[0].lineno, node.end_lineno or node.lineno
            inside = bisect.bisect_right(out, last) > bisect.bisect_left(out, node.lineno)
            if first > (node.returns.end_lineno or node.lineno) and not inside:
                hidden.update(range(first, last + 1))
    return "\n".join(line for number, line in enumerate(module.lines, start=1) if number not in hidden)


def _reaches_out(node: ast.AST) -> TypeGuard[ast.stmt | ast.expr]:
    """Tell whether the syntax lets a body say more than annotations do: attributes and globals set, generators made."""
    if node.__class__ is ast.Attribute:
        return not isinstance(node.ctx, ast.Load)
    return node.__class__ in _OUT


def _checker_version() -> str | None:
    """Return the version of the installed package; a program that is only on PATH has none that we could trust."""
    try:
        return version("pyrefly")
    except PackageNotFoundError:
        return None


def _engine() -> str:
    """Return a digest of the sources that ask and read answers."""
    digest = hashlib.sha256()
    for path in sorted((*Path(__file__).parent.glob("*.py"), *Path(__file__).parent.parent.glob("source/*.py"))):
        digest.update(path.read_bytes())
    return digest.hexdigest()


def _read(entry: Path) -> list[list[tuple[str, str, int]]] | None:
    """Return an entry; None when it is not there or is damaged."""
    try:
        found = json.loads(entry.read_bytes())
        os.utime(entry)  # the time of use, by which `trim` goes
        return [[(str(file), str(name), int(line)) for file, name, line in definitions] for definitions in found]
    except (OSError, ValueError, TypeError):
        return None


def _write(entry: Path, content: bytes) -> None:
    """Write an entry as a whole; a folder that cannot be written costs time, not correctness."""
    try:
        entry.parent.mkdir(parents=True, exist_ok=True)
        handle, name = tempfile.mkstemp(dir=entry.parent)
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        Path(name).replace(entry)
    except OSError:
        return


def trim(folder: Path, limit: int = _LIMIT) -> None:
    """Delete the entries that were not used for longest when there are more than `limit`."""
    try:
        entries = sorted((entry.stat().st_mtime, entry.path) for entry in os.scandir(folder))
        for _, path in entries[: max(0, len(entries) - limit)]:
            Path(path).unlink(missing_ok=True)
    except OSError:
        return
