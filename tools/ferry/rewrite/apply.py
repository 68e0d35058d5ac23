"""Writing changes into a tree: all files or none, and never over work that is not committed."""

import difflib
import io
import os
import signal
import subprocess
import tempfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import FrameType

from tools.ferry.model import WrongUse
from tools.ferry.rewrite.changes import Changes

_ENDING = (signal.SIGTERM, signal.SIGHUP)


class DirtyTree(WrongUse):
    """The tree has uncommitted changes; nothing was written."""


class OutsideTree(WrongUse):
    """A path leads out of the tree, by `..` or by a link; nothing was written."""


def refuse_dirty(root: Path, besides: Path) -> None:
    """Do nothing when the tree is clean or is not under git. The file `besides` may have changes: it is never written.

    Raises:
        DirtyTree: with the files that are not committed, or when git cannot tell.
    """
    if not any((folder / ".git").exists() for folder in (root, *root.resolve().parents)):
        return
    command = [
        "git",
        "-C",
        str(root),
        "status",
        "--porcelain",
        "--untracked-files=all",
        "-z",
        "--no-renames",
        "--",
        ".",
    ]
    try:
        answer = subprocess.run(command, capture_output=True, text=True, check=False, errors="surrogateescape")
    except FileNotFoundError as error:
        raise DirtyTree(f"{root} is under git, and there is no git to ask; --allow-dirty goes on without") from error
    if answer.returncode != 0:
        raise DirtyTree(f"{root}: git cannot tell what is committed: {answer.stderr.strip()}")
    top = next(folder for folder in (root.resolve(), *root.resolve().parents) if (folder / ".git").exists())
    files = [entry[3:] for entry in answer.stdout.split("\0") if entry and (top / entry[3:]) != besides.resolve()]
    if files:
        more = f" and {len(files) - 5} more" if len(files) > 5 else ""
        raise DirtyTree(
            f"{root} has uncommitted changes: {', '.join(files[:5])}{more}; commit them, or pass --allow-dirty"
        )


def write(root: Path, changes: Changes) -> None:
    """Write all changes; when one file cannot be written, those already written are put back.

    Raises:
        OSError: after everything was put back.
        OutsideTree: before anything is written.
    """
    inside = root.resolve()
    for file in changes.contents:
        if not (inside / file).resolve().is_relative_to(inside):
            raise OutsideTree(f"{file} is not in the tree {root}; nothing was written")
    staged: list[tuple[Path, Path | None]] = []
    with _ended_in_order():
        try:
            for file, content in sorted(_behind_links(root, changes).items()):
                staged.append((root / file, None if content is None else _stage(root / file, content)))
            _commit(staged)
        finally:
            for _, temporary in staged:
                if temporary is not None:
                    temporary.unlink(missing_ok=True)


def _behind_links(root: Path, changes: Changes) -> dict[str, bytes | None]:
    """Return the changes by the files that are written: what a link points to, and not the link."""
    found: dict[str, bytes | None] = {}
    links: dict[str, bytes | None] = {}
    for file, content in changes.contents.items():
        target = (root / file).resolve()
        if content is not None and (root / file).is_symlink() and target.is_relative_to(root.resolve()):
            links[target.relative_to(root.resolve()).as_posix()] = content
        else:
            found[file] = content
    return {**links, **found}


@contextmanager
def _ended_in_order() -> Iterator[None]:
    """Let the signals that end a program raise an exception, once, so that what was written is put back."""
    if threading.current_thread() is not threading.main_thread():
        yield  # only the main thread gets signals
        return
    before = {number: signal.getsignal(number) for number in (*_ENDING, signal.SIGINT)}
    for number in _ENDING:
        signal.signal(number, _end)
    try:
        yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


def _end(number: int, _: FrameType | None) -> None:
    """Exit as a shell reports a signal; another one does not disturb what is put back."""
    for other in (*_ENDING, signal.SIGINT):
        signal.signal(other, signal.SIG_IGN)
    raise SystemExit(128 + number)


def _stage(path: Path, content: bytes) -> Path:
    """Write `content` beside `path`, so that the later rename stays on one file system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".ferry-", dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _commit(staged: list[tuple[Path, Path | None]]) -> None:
    done: list[tuple[Path, bytes | None]] = []
    try:
        for path, temporary in staged:
            done.append((path, path.read_bytes() if path.exists() else None))
            if temporary is None:
                path.unlink(missing_ok=True)
            else:
                temporary.replace(path)
    except BaseException:
        for path, before in reversed(done):
            if before is None:
                path.unlink(missing_ok=True)
            else:
                path.write_bytes(before)
        raise


def diff(root: Path, changes: Changes) -> str:
    """Return the changes as a unified diff, in the order of the file names.

    Bytes that are not UTF-8 are surrogates in it, as `os.fsdecode` makes them.
    """
    parts: list[str] = []
    for file, content in sorted(_behind_links(root, changes).items()):
        path = root / file
        before = path.read_bytes() if path.exists() else None
        old, new = (
            io.StringIO((data or b"").decode("utf-8", "surrogateescape"), "\n").readlines()
            for data in (before, content)
        )
        names = ("/dev/null" if before is None else f"a/{file}", "/dev/null" if content is None else f"b/{file}")
        lines = difflib.unified_diff(old, new, *names)
        parts += [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
    return "".join(parts)
