"""What git must be able to take back before a step is written: no change that is not committed, no file it ignores."""

from pathlib import Path

from tools.ferry.git import Answer, ask, repository_of
from tools.ferry.model import WrongUse
from tools.ferry.rewrite.apply import STAGED, behind_links
from tools.ferry.rewrite.changes import Changes


class DirtyTree(WrongUse):
    """The tree has uncommitted changes; nothing was written."""


class IgnoredFiles(WrongUse):
    """Files that would change are ignored by git; nothing was written."""


class CutOff(WrongUse):
    """An earlier `apply` was killed while it wrote, or another one writes now; nothing was written."""


def refuse_cut_off(root: Path) -> None:
    """Do nothing when no file lies in the tree that `apply` writes beside another and takes away at its end.

    Raises:
        CutOff: with the first one: with a part of a step's files written, no step can tell what is left to do.
    """
    known = ask(root, "ls-files", "--others", "-z", "--", f"*{STAGED}*") if repository_of(root) else None
    if known is not None and known.code == 0:
        files = [file for file in known.text.split("\0") if file]
    else:
        files = [path.relative_to(root).as_posix() for path in root.rglob(f"{STAGED}*")]
    if files:
        taken_back = f"`git restore .` and `git clean -f '*{STAGED}*'` take it back"
        back = taken_back if repository_of(root) else "the tree is not under git: take your own copy"
        what = f"{min(files)} is of an `apply` that was cut off, or that runs now"
        raise CutOff(f"{what}: a part of its files may be written; {back}")


def refuse_dirty(root: Path, besides: Path) -> None:
    """Do nothing when the tree is clean or is not under git. The file `besides` may have changes: it is never written.

    Raises:
        DirtyTree: with the files that are not committed, or when git cannot tell.
    """
    top = repository_of(root)
    if top is None:
        return
    answer = _ask(root, "status", "--porcelain", "--untracked-files=all", "-z", "--no-renames", "--", ".")
    if answer.code != 0:
        raise DirtyTree(f"{root}: git cannot tell what is committed: {answer.error}")
    files = [entry[3:] for entry in answer.text.split("\0") if entry and (top / entry[3:]) != besides.resolve()]
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
    if repository_of(root) is None or not files:
        return
    answer = _ask(root, "check-ignore", "-z", "--stdin", given="\0".join(files))
    if answer.code not in {0, 1}:
        reason = answer.error
        raise IgnoredFiles(f"{root}: git cannot tell what it ignores: {reason}; --allow-dirty goes on without")
    ignored = [file for file in answer.text.split("\0") if file]
    if ignored:
        raise IgnoredFiles(
            f"git ignores {_some(ignored)}, and could not take the step back there; nothing was written; "
            "leave them out with `exclude` in ferry.toml, or pass --allow-dirty"
        )


def _ask(root: Path, *arguments: str, given: str = "") -> Answer:
    answer = ask(root, *arguments, given=given)
    if answer is None:
        raise DirtyTree(f"{root} is under git, and there is no git to ask; --allow-dirty goes on without")
    return answer


def _some(files: list[str]) -> str:
    return ", ".join(files[:5]) + (f" and {len(files) - 5} more" if len(files) > 5 else "")
