"""The type checker's eyes: pyrefly's go-to-definition over a private copy of the tree.

The copy keeps settings of the surroundings out (a `pyproject.toml` above the tree would change the import roots) and
the tree free of caches. Installed packages are not consulted: the same tree gives the same answers on every machine.
"""

import importlib.util
import shutil
import stat
import sysconfig
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self
from urllib.parse import unquote, urlparse

from tools.ferry.model import WrongUse
from tools.ferry.source import Program
from tools.ferry.types.lsp import LanguageServer

_INDEXING = ("--indexing-mode", "none")


class CheckerMissing(WrongUse):
    """pyrefly is not installed beside this program."""


class Pyrefly:
    """Definitions in one program; a context manager that owns the copy and the server."""

    def __init__(self, program: Program, roots: tuple[str, ...]) -> None:
        self._program = program
        self._roots = roots
        self._opened: set[str] = set()

    def __enter__(self) -> Self:
        self._folder = tempfile.TemporaryDirectory(prefix="ferry-")
        base = Path(self._folder.name).resolve()
        self._copy = base / "tree"
        for file, module in self._program.files.items():
            path = self._copy / file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text("\n".join(module.lines) + "\n", encoding="utf-8")
        self._copy.mkdir(exist_ok=True)
        search = ", ".join(f'"{root}"' for root in self._roots)
        settings = f'search-path = [{search}]\nskip-interpreter-query = true\nproject-includes = ["**/*.py"]\n'
        (self._copy / "pyrefly.toml").write_text(settings, encoding="utf-8")
        try:
            self._server = LanguageServer([str(find_binary(base)), "lsp", *_INDEXING], self._copy)
            self._server.__enter__()
        except BaseException:
            self._folder.cleanup()
            raise
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        try:
            self._server.__exit__(kind, error, at)
        finally:
            self._folder.cleanup()

    def definitions(self, file: str, line: int, column: int) -> list[tuple[str, int]]:
        """Return (file, line) of each definition of the name at a place (line from 1, column in characters from 0).

        A definition outside the tree is (its path, line) with an absolute path; an unknown name has none.
        """
        module = self._program.files[file]
        if file not in self._opened:
            self._opened.add(file)
            self._server.open(self._copy / file, "\n".join(module.lines) + "\n")
        before = module.lines[line - 1][:column]
        units = len(before.encode("utf-16-le")) // 2
        return [(self._place(uri), at) for uri, at in self._server.definition(self._copy / file, line, units)]

    def _place(self, uri: str) -> str:
        path = Path(unquote(urlparse(uri).path))
        return path.relative_to(self._copy).as_posix() if path.is_relative_to(self._copy) else str(path)


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
