"""Writing changes into a tree: all files or none."""

import difflib
import io
import os
import tempfile
from pathlib import Path

from tools.ferry.model import WrongUse
from tools.ferry.rewrite.changes import ChangedMeanwhile, Changes

STAGED = ".ferry-apply-"
"""How the name of a file begins that is written beside the one that it will replace."""


class OutsideTree(WrongUse):
    """A path leads out of the tree, by `..` or by a link, or to what is git's own; nothing was written."""


class NotWritten(WrongUse):
    """A file cannot be written; all others are as they were."""


def write(root: Path, changes: Changes) -> None:
    """Write all changes; when one file cannot be written, those already written are put back.

    Raises:
        NotWritten: after everything was put back.
        OutsideTree: before anything is written.
        ChangedMeanwhile: after everything was put back.
    """
    inside = root.resolve()
    for file in changes.contents:
        if not (inside / file).resolve().is_relative_to(inside):
            raise OutsideTree(f"{file} is not in the tree {root}; nothing was written; leave it out with `exclude`")
        if ".git" in Path(file).parts:
            raise OutsideTree(f"{file} is git's own; nothing was written")
    staged: list[tuple[Path, Path | None]] = []
    try:
        for file, content in sorted(behind_links(root, changes).items()):
            staged.append((root / file, None if content is None else _stage(root / file, content)))
        _commit(staged, {(root / file).resolve(): content for file, content in changes.made_from.items()})
    except OSError as error:
        # Beside a file another one is written first: the folder says more than the name of that.
        path = Path(error.filename2 or error.filename or root)
        place = path.parent if path.name.startswith(STAGED) else path
        raise NotWritten(f"{place}: cannot be written: {error.strerror}; nothing was written") from error
    finally:
        for _, temporary in staged:
            if temporary is not None:
                temporary.unlink(missing_ok=True)


def behind_links(root: Path, changes: Changes) -> dict[str, bytes | None]:
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


def _stage(path: Path, content: bytes) -> Path:
    """Write `content` beside `path`, so that the later rename stays on one file system."""
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=STAGED, dir=path.parent)
    temporary = Path(name)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(content)
        temporary.chmod(path.stat().st_mode & 0o777 if path.exists() else 0o644)
    except BaseException:
        temporary.unlink(missing_ok=True)
        raise
    return temporary


def _read(path: Path, made_from: dict[Path, bytes | None]) -> bytes | None:
    before = path.read_bytes() if path.exists() else None
    if made_from.get(path.resolve(), before) != before:
        raise ChangedMeanwhile(path)
    return before


def _commit(staged: list[tuple[Path, Path | None]], made_from: dict[Path, bytes | None]) -> None:
    done: list[tuple[Path, bytes | None]] = []
    try:
        for path, temporary in staged:
            done.append((path, _read(path, made_from)))
            if temporary is None:
                path.unlink(missing_ok=True)
            else:
                temporary.replace(path)
    except BaseException:
        for path, before in reversed(done):
            if before is None:
                path.unlink(missing_ok=True)
            elif not path.exists() or path.read_bytes() != before:
                path.write_bytes(before)
        raise


def diff(root: Path, changes: Changes) -> str:
    """Return the changes as a unified diff, in the order of the file names.

    Bytes that are not UTF-8 are surrogates in it, as `os.fsdecode` makes them.
    """
    parts: list[str] = []
    for file, content in sorted(behind_links(root, changes).items()):
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
