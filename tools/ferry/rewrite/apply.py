"""Writing changes into a tree: all files or none, and never over work that is not committed."""

import difflib
import io
import os
import subprocess
import tempfile
from pathlib import Path

from tools.ferry.model import WrongUse
from tools.ferry.rewrite.changes import Changes


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
    try:
        for file, content in sorted(changes.contents.items()):
            staged.append((root / file, None if content is None else _stage(root / file, content)))
        _commit(staged)
    finally:
        for _, temporary in staged:
            if temporary is not None:
                temporary.unlink(missing_ok=True)


def _stage(path: Path, content: bytes) -> Path:
    """Write `content` beside `path`, so that the later rename stays on one file system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=".ferry-", dir=path.parent)
    with os.fdopen(handle, "wb") as stream:
        stream.write(content)
    temporary = Path(name)
    temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
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
    """Return the changes as a unified diff, in the order of the file names."""
    parts: list[str] = []
    for file, content in sorted(changes.contents.items()):
        path = root / file
        before = path.read_bytes() if path.exists() else None
        old, new = (
            io.StringIO((data or b"").decode("utf-8", "replace"), "\n").readlines() for data in (before, content)
        )
        names = ("/dev/null" if before is None else f"a/{file}", "/dev/null" if content is None else f"b/{file}")
        lines = difflib.unified_diff(old, new, *names)
        parts += [line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines]
    return "".join(parts)
