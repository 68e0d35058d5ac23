"""The type checker's eyes: pyrefly's go-to-definition over a private copy of the tree, as far as it is asked about.

The copy keeps settings of the surroundings out (a `pyproject.toml` above the tree would change the import roots) and
the tree free of caches. Installed packages are not consulted: the same tree gives the same answers on every machine.
"""

import importlib.util
import re
import shutil
import stat
import sysconfig
import tempfile
from collections.abc import Sequence
from contextlib import ExitStack
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlparse

from tools.ferry.model import WrongUse
from tools.ferry.source import Module, Program
from tools.ferry.types.lsp import LanguageServer
from tools.ferry.types.surroundings import Reach

_INDEXING = ("--indexing-mode", "none")


class CheckerMissing(WrongUse):
    """pyrefly is not installed beside this program."""


class Pyrefly:
    """Definitions in one program; a context manager that owns the copy and the server.

    Mostly only `new` files are asked about, of which nothing is kept from before. The copy has what they can see; it is
    made again, with all files, when there is a question about another.
    """

    def __init__(self, program: Program, roots: tuple[str, ...], new: Sequence[str]) -> None:
        self._program = program
        self._roots = roots
        self._new = new
        self._copied: frozenset[str] = frozenset()
        self._at: str | None = None
        self._running: tuple[LanguageServer, Path] | None = None

    def __enter__(self) -> Self:
        self._held = ExitStack()
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._running = None
        self._held.__exit__(kind, error, at)

    def begin(self) -> None:
        """Let the server look at the new file, if it is one: it reads that while we go on to our questions."""
        if len(self._new) == 1:
            self._look_at(self._new[0])

    def _look_at(self, file: str) -> tuple[LanguageServer, Path]:
        """Return the server and its copy of the tree, with this file open. It answers slower the more files are."""
        server, copy = self._start(file)
        if file != self._at:
            if self._at is not None:
                server.close(copy / self._at)
            server.open(copy / file, _as_python_reads(self._program.files[file]))
            self._at = file
        return server, copy

    def _start(self, file: str) -> tuple[LanguageServer, Path]:
        """Return a server and its copy of the tree, in which the file and all that it can see is."""
        if self._running is None or file not in self._copied:
            self._held.close()  # a server does not see what is added to its copy
            self._at = None
            seen = Reach(self._program, self._roots).of(self._new)
            self._copied = frozenset(seen if file in seen else self._program.files)
            base = Path(self._held.enter_context(tempfile.TemporaryDirectory(prefix="ferry-"))).resolve()
            copy = self._copy_tree(base / "tree")
            server = LanguageServer([str(find_binary(base)), "lsp", *_INDEXING], copy)
            self._running = self._held.enter_context(server), copy
        return self._running

    def _copy_tree(self, copy: Path) -> Path:
        copy.mkdir()
        for folder in sorted({file.rpartition("/")[0] for file in self._copied}):
            (copy / folder).mkdir(parents=True, exist_ok=True)
        for file in self._copied:
            # Hundreds of small files: what `pathlib` does besides would take longer than to write them.
            with open(f"{copy}/{file}", "wb") as stream:  # noqa: PTH123
                stream.write(_as_python_reads(self._program.files[file]).encode("utf-8"))
        search = ", ".join(f'"{root}"' for root in self._roots)
        settings = f'search-path = [{search}]\nskip-interpreter-query = true\nproject-includes = ["**/*.py"]\n'
        (copy / "pyrefly.toml").write_text(settings, encoding="utf-8")
        return copy

    def definitions(self, file: str, places: Sequence[tuple[int, int]]) -> list[list[tuple[str, int]]]:
        """Return (file, line) of each definition of the names at places (line from 1, column in characters from 0).

        A definition outside the tree is (its path, line) with an absolute path; an unknown name has none. One file is
        asked about at a time, and all that there is to ask.
        """
        server, copy = self._look_at(file)
        lines = self._program.files[file].lines
        found = server.definitions(copy / file, [(line, _units(lines[line - 1], column)) for line, column in places])
        tree = f"{copy.as_uri()}/"
        return [[(_place(tree, uri), at) for uri, at in definitions] for definitions in found]


def _as_python_reads(module: Module) -> str:
    """Return the text as lines that end in one way, without a mark of its encoding."""
    text = module.text
    if text.endswith("\n") and "\r" not in text and not text.startswith("\ufeff"):
        return text
    return "\n".join(module.lines) + "\n"


def _units(line: str, column: int) -> int:
    """Return how many UTF-16 units stand before a column."""
    return column if line.isascii() else len(line[:column].encode("utf-16-le")) // 2


def _place(tree: str, uri: str) -> str:
    """Return the file of a URI: relative to the tree, or an absolute path outside it.

    The checker unpacks its own stubs into a folder with another name on each machine: they are `/typeshed/…`.
    """
    if uri.startswith(tree):
        return unquote(uri[len(tree) :])
    return _BUNDLED.sub("/typeshed/", unquote(urlparse(uri).path))


_BUNDLED = re.compile(r"^.*/pyrefly_bundled_[^/]+/")


def find_binary(scratch: Path) -> Path:
    """Return pyrefly's program: beside this interpreter, on PATH, or inside an unpacked wheel.

    An unpacked wheel's scripts have lost their mode; such a program is copied into `scratch`.

    Raises:
        CheckerMissing: when it is nowhere.
    """
    beside = Path(sysconfig.get_path("scripts")) / "pyrefly"
    if beside.is_file():
        return beside
    spec = importlib.util.find_spec("pyrefly")
    site = Path(spec.origin).resolve().parent.parent if spec and spec.origin else scratch
    for found in (*sorted(site.glob("pyrefly-*.data/scripts/pyrefly")), site.parent / "bin" / "pyrefly"):
        if found.is_file():
            runnable = scratch / "pyrefly"
            shutil.copyfile(found, runnable)
            runnable.chmod(stat.S_IRWXU)
            return runnable
    on_path = shutil.which("pyrefly")
    if on_path:
        return Path(on_path)
    raise CheckerMissing("pyrefly is not installed: pip install pyrefly")
