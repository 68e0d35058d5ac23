"""Trees of files: copying and comparing them."""

import difflib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path


def files_of(tree: Path) -> list[str]:
    """The files below `tree`, relative to it, `/` separated and sorted; links are followed."""
    return sorted(_walk(tree))


def _walk(tree: Path) -> Iterator[str]:
    for folder, _, names in os.walk(tree, followlinks=True):
        for name in names:
            yield (Path(folder) / name).relative_to(tree).as_posix()


def copy_tree(source: Path, target: Path) -> None:
    """Copy the contents of all files of `source` to `target`, which need not exist; the copies are writable."""
    for name in files_of(source):
        copy_file(source / name, target / name)


def copy_file(source: Path, target: Path) -> None:
    """Copy the contents of one file; makes the folders above it."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)


def difference(before: Path, after: Path) -> str:
    """The unified diff that turns the tree `before` into `after`, as `git apply` takes it; empty when equal."""
    names = sorted({*files_of(before), *files_of(after)})
    return "".join(_file_difference(before / name, after / name, name) for name in names)


def _file_difference(before: Path, after: Path, name: str) -> str:
    old, new = _lines(before), _lines(after)
    if old == new:
        return ""
    head = f"diff --git a/{name} b/{name}\n"
    if old is None:
        head += "new file mode 100644\n"
    if new is None:
        head += "deleted file mode 100644\n"
    hunks = difflib.unified_diff(
        old or [],
        new or [],
        fromfile="/dev/null" if old is None else f"a/{name}",
        tofile="/dev/null" if new is None else f"b/{name}",
    )
    return head + "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in hunks)


def _lines(path: Path) -> list[str] | None:
    return path.read_text(encoding="utf-8").splitlines(keepends=True) if path.exists() else None
