"""Where a tree lies in its repository."""

from pathlib import Path

from tools.ferry.git.ask import ask


def repository_of(root: Path) -> Path | None:
    """Return the top folder of the repository that holds the tree, without asking git; None when there is none."""
    return next((folder for folder in (root.resolve(), *root.resolve().parents) if (folder / ".git").exists()), None)


def folders_above(root: Path) -> str:
    """Return the folders between the repository's top and the tree, each with a `/`; empty without git.

    Code review tools name files from the repository's top.
    """
    answer = ask(root, "rev-parse", "--show-prefix")
    return "" if answer is None or answer.code else answer.text.removesuffix("\n")
