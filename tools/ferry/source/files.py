"""Finding and decoding the Python files of a tree."""

import io
import os
import stat
import tokenize
from collections.abc import Callable, Iterator
from pathlib import Path

from tools.ferry.config.schema import covers

DOCUMENTS = (".md", ".rst")
"""How the names of documents end that are searched beside the code."""
TEMPLATES = (".html", ".htm", ".j2", ".jinja", ".jinja2", ".mako", ".mak")
"""How the names of templates end, whose code calls what Python gives them."""
_CODE_BESIDE = (".ipynb", ".pyi")
_SKIPPED = frozenset({"__pycache__", "node_modules", "venv", "site-packages"})


class SourceProblem(Exception):
    """A file of the tree cannot be read; the message is `file:line: reason`."""


def _refuse(error: OSError) -> None:
    raise error


def find_files(
    root: Path,
    exclude: tuple[str, ...] = (),
    suffix: str | tuple[str, ...] = ".py",
    *,
    unreadable: Callable[[OSError], None] = _refuse,
) -> list[str]:
    """Return the files below `root` that end in `suffix`, or in one of several, sorted, relative, `/` separated.

    Hidden files and folders, caches and virtual environments are left out: an editor's lock is no module. Links to
    folders are not followed, so a loop ends. So is what is neither a file nor a link: to read a pipe or a device could
    take for ever.

    Raises:
        OSError: when a folder cannot be read, unless `unreadable` gets that.
    """
    return sorted(_walk(root, exclude, suffix, unreadable))


def find_texts(root: Path, exclude: tuple[str, ...] = ()) -> list[str]:
    """Return the documents, and code that is no module: notebooks, stubs, scripts of Python without an ending."""
    return sorted(
        file
        for folder, _, names in _folders(root, exclude, lambda _: None)
        for name in names
        if (name.endswith((*DOCUMENTS, *_CODE_BESIDE)) or "." not in name)
        and not any(covers(entry, f"{folder}{name}") for entry in exclude)
        and _can_be_read(root, file := f"{folder}{name}")
        and ("." in name or _is_script(root / file))
    )


def _is_script(path: Path) -> bool:
    """Tell whether the file's first line has Python run it."""
    try:
        with path.open("rb") as file:
            first = file.readline(200)
    except OSError:
        return False
    return first.startswith(b"#!") and b"python" in first


def linked_folders(root: Path, exclude: tuple[str, ...] = ()) -> list[str]:
    """Return the links to folders that `find_files` does not follow."""
    return [
        link
        for folder, subfolders, _ in _folders(root, exclude, lambda _: None)
        for name in subfolders
        if (root / (link := f"{folder}{name}")).is_symlink()
    ]


def _walk(
    root: Path, exclude: tuple[str, ...], suffix: str | tuple[str, ...], unreadable: Callable[[OSError], None]
) -> Iterator[str]:
    for folder, _, names in _folders(root, exclude, unreadable):
        for name in names:
            file = f"{folder}{name}"
            is_meant = name.endswith(suffix) and not name.startswith(".")
            if is_meant and not any(covers(entry, file) for entry in exclude) and _can_be_read(root, file):
                yield file


def _folders(
    root: Path, exclude: tuple[str, ...], unreadable: Callable[[OSError], None]
) -> Iterator[tuple[str, list[str], list[str]]]:
    """Yield each folder, relative with a `/` at its end, with the names of the folders and files in it."""
    for folder, subfolders, names in os.walk(root, onerror=unreadable):
        inside = Path(folder).relative_to(root).as_posix()
        relative = "" if inside == "." else f"{inside}/"
        subfolders[:] = [
            name
            for name in subfolders
            if not name.startswith(".")
            and name not in _SKIPPED
            and not any(covers(entry, f"{relative}{name}") for entry in exclude)
        ]
        yield relative, subfolders, names


def _can_be_read(root: Path, file: str) -> bool:
    """Tell whether it is a file, or a link that leads nowhere: that one is named when it is read."""
    try:
        return stat.S_ISREG(os.stat(f"{root}/{file}").st_mode)  # noqa: PTH116 - asked of every file, several times
    except OSError:
        return True


def lines_of(text: str) -> list[str]:
    """Return the lines as Python counts them: a form feed, or a separator of Unicode's, ends none."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    return lines if lines[-1] else lines[:-1]


def read_source(root: Path, file: str) -> str:
    """Return the text of a file in the encoding that it declares.

    Raises:
        SourceProblem: when it cannot be read, or is not text in that encoding.
    """
    try:
        with open(f"{root}/{file}", "rb") as stream:  # noqa: PTH123 - asked of every file
            data = stream.read()
    except OSError as error:
        raise SourceProblem(f"{file}:1: cannot be read: {error.strerror}") from error
    try:
        encoding, _ = tokenize.detect_encoding(io.BytesIO(data).readline)
    except SyntaxError as error:
        if not isinstance(error.__context__, UnicodeDecodeError):
            raise SourceProblem(f"{file}:1: {error.msg}") from error
        encoding = "utf-8"  # nothing else is declared, and the first lines are no such text
    try:
        return data.decode(encoding)
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise SourceProblem(
            f"{file}:{line}: not {error.encoding} text; save it as UTF-8 or declare its coding"
        ) from error
