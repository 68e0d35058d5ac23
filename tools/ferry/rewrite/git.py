"""What git must be able to take back before a step is written: no change that is not committed, no file it ignores."""

import subprocess
from pathlib import Path

from tools.ferry.model import WrongUse
from tools.ferry.rewrite.apply import behind_links
from tools.ferry.rewrite.changes import Changes


class DirtyTree(WrongUse):
    """The tree has uncommitted changes; nothing was written."""


class IgnoredFiles(WrongUse):
    """Files that would change are ignored by git; nothing was written."""


def refuse_dirty(root: Path, besides: Path) -> None:
    """Do nothing when the tree is clean or is not under git. The file `besides` may have changes: it is never written.

    Raises:
        DirtyTree: with the files that are not committed, or when git cannot tell.
    """
    top = _top(root)
    if top is None:
        return
    answer = _ask(root, "status", "--porcelain", "--untracked-files=all", "-z", "--no-renames", "--", ".")
    if answer.returncode != 0:
        raise DirtyTree(f"{root}: git cannot tell what is committed: {answer.stderr.strip()}")
    files = [entry[3:] for entry in answer.stdout.split("\0") if entry and (top / entry[3:]) != besides.resolve()]
    if files:
        raise DirtyTree(f"{root} has uncommitted changes: {_some(files)}; commit them, or pass --allow-dirty")


def refuse_ignored(root: Path, changes: Changes) -> None:
    """Do nothing when git ignores none of the files that are there and would change, or the tree is not under git.

    Raises:
        IgnoredFiles: with these files: `git diff` would not show what was done, nor `git restore` take it back.
    """
    inside = root.resolve()
    files = [file for file in sorted(behind_links(root, changes)) if (root / file).is_file()]
    files = [file for file in files if (inside / file).resolve().is_relative_to(inside)]
    if _top(root) is None or not files:
        return
    answer = _ask(root, "check-ignore", "-z", "--stdin", lines="\0".join(files))
    if answer.returncode not in {0, 1}:
        reason = answer.stderr.strip()
        raise IgnoredFiles(f"{root}: git cannot tell what it ignores: {reason}; --allow-dirty goes on without")
    ignored = [file for file in answer.stdout.split("\0") if file]
    if ignored:
        raise IgnoredFiles(
            f"git ignores {_some(ignored)}, and could not take the step back there; nothing was written; "
            "leave them out with `exclude` in ferry.toml, or pass --allow-dirty"
        )


def _top(root: Path) -> Path | None:
    """Return the folder of the repository; None when there is none."""
    return next((folder for folder in (root.resolve(), *root.resolve().parents) if (folder / ".git").exists()), None)


def _ask(root: Path, *arguments: str, lines: str = "") -> "subprocess.CompletedProcess[str]":
    command = ["git", "-C", str(root), *arguments]
    try:
        return subprocess.run(
            command, input=lines, capture_output=True, check=False, encoding="utf-8", errors="surrogateescape"
        )
    except FileNotFoundError as error:
        raise DirtyTree(f"{root} is under git, and there is no git to ask; --allow-dirty goes on without") from error


def _some(files: list[str]) -> str:
    return ", ".join(files[:5]) + (f" and {len(files) - 5} more" if len(files) > 5 else "")
